package io.meshplane.platform.event;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes events in, one after the other per batch, and completes when all are dealt with: handled, or laid among the dead
 * letters with the reason. A handler that fails is asked again with growing pauses; while what it depends on is down that goes
 * on for ever, in order, and health says so; so does a failure that is an outage by itself ({@link Outages}), for what is down may
 * be up again when it is asked. One that fails {@link #TRIES} times otherwise although its dependencies are up is handed a poison
 * record: that goes to the dead letters and the partition goes on.
 */
@ApplicationScoped
public class EventIntake {
    static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** A connection that hangs must not hold a partition for ever; doing the work twice is harmless. */
    private static final Duration HANDLER_DEADLINE = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(EventIntake.class);

    private final EventPublisher publisher;
    private final MeterRegistry meters;
    private final String deadLetterTopic;
    private final AtomicInteger waiting = new AtomicInteger();

    EventIntake(
            EventPublisher publisher,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.publisher = publisher;
        this.meters = meters;
        this.deadLetterTopic = Topics.deadLettersOf(service);
    }

    /**
     * Handles every record of a batch in order.
     *
     * @param handler fails only for broken I/O or a bug; an expected refusal is a value of its own
     * @param dependenciesUp completes with true when what the handler needs (a database) answers
     */
    public <T extends Message> Uni<Void> each(
            Topic<T> topic,
            ConsumerRecords<String, byte[]> records,
            Function<Event<T>, Uni<Void>> handler,
            Supplier<Uni<Boolean>> dependenciesUp) {
        Context caller = Vertx.currentContext();
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(record -> one(topic, record, handler, dependenciesUp, caller))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private <T extends Message> Uni<Void> one(
            Topic<T> topic,
            ConsumerRecord<String, byte[]> record,
            Function<Event<T>, Uni<Void>> handler,
            Supplier<Uni<Boolean>> dependenciesUp,
            @Nullable Context caller) {
        Event<T> event;
        try {
            event = read(topic, record);
        } catch (UnreadableEvent e) {
            return bury(record, e.reason());
        }
        Attempts attempts = new Attempts(record);
        return on(caller, () -> handler.apply(event))
                .ifNoItem()
                .after(HANDLER_DEADLINE)
                .fail()
                .onFailure()
                .recoverWithUni(failure -> on(caller, dependenciesUp)
                        .onFailure()
                        .recoverWithItem(false)
                        .flatMap(up -> Uni.createFrom().failure(attempts.failed(failure, up))))
                .onFailure(NotYetException.class)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onFailure(PoisonException.class)
                .recoverWithUni(poison -> bury(record, "handler failed: " + poison.getCause()))
                .onTermination()
                .invoke(attempts::end);
    }

    /** A database session belongs to the context that the batch came on; pauses end on other threads. */
    private static <T> Uni<T> on(@Nullable Context caller, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (caller == null || caller.equals(Vertx.currentContext())) return work.get();
            return Uni.createFrom()
                    .emitter(emitter -> caller.runOnContext(_ -> Uni.createFrom()
                            .deferred(() -> work.get())
                            .subscribe()
                            .with(emitter::complete, emitter::fail)));
        });
    }

    /** How often one event was tried, and whether it waits. */
    private final class Attempts {
        private final ConsumerRecord<String, byte[]> record;
        private int whileUp;
        private boolean waits;

        Attempts(ConsumerRecord<String, byte[]> record) {
            this.record = record;
        }

        /** What a failure means: another try, or poison. An outage does not use up tries. */
        synchronized Exception failed(Throwable failure, boolean dependenciesUp) {
            if (dependenciesUp && !Outages.isOne(failure) && ++whileUp >= TRIES) return new PoisonException(failure);
            LOG.warnf(
                    "event not handled yet topic=%s offset=%d dependenciesUp=%s failure=%s",
                    record.topic(), record.offset(), dependenciesUp, failure.toString());
            if (!waits) waiting.incrementAndGet();
            waits = true;
            return new NotYetException(failure);
        }

        synchronized void end() {
            if (waits) waiting.decrementAndGet();
            waits = false;
        }
    }

    /** How many events wait for something that is down; 0 = healthy. */
    public int waiting() {
        return waiting.get();
    }

    static <T extends Message> Event<T> read(Topic<T> topic, ConsumerRecord<String, byte[]> record)
            throws UnreadableEvent {
        String type = text(record, EventHeaders.TYPE);
        if (type == null) throw new UnreadableEvent("no CloudEvents type header");
        if (!type.equals(topic.eventType()))
            throw new UnreadableEvent("type " + type + " does not belong on " + topic.name());
        String id = text(record, EventHeaders.ID);
        if (id == null || record.key() == null || record.value() == null) {
            throw new UnreadableEvent("id, key or value is missing");
        }
        try {
            return new Event<>(
                    topic, record.key(), new EventId(id), topic.parser().parseFrom(record.value()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new UnreadableEvent("unreadable: " + e.getMessage());
        }
    }

    private static @Nullable String text(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Lays a record among the dead letters, however long that takes. */
    public Uni<Void> bury(ConsumerRecord<String, byte[]> record, String reason) {
        LOG.warnf(
                "record went to the dead letters topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                deadLetterTopic,
                null,
                record.key(),
                record.value(),
                List.copyOf(List.of(record.headers().toArray())));
        EventPublisher.header(letter.headers(), EventHeaders.DEAD_REASON, reason);
        EventPublisher.header(letter.headers(), EventHeaders.DEAD_TOPIC, record.topic());
        EventPublisher.header(letter.headers(), EventHeaders.DEAD_PARTITION, Integer.toString(record.partition()));
        EventPublisher.header(letter.headers(), EventHeaders.DEAD_OFFSET, Long.toString(record.offset()));
        return publisher
                .send(letter)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(() ->
                        meters.counter("events.dead", "topic", record.topic()).increment())
                .replaceWithVoid();
    }

    /** A record that no number of tries makes readable. */
    static final class UnreadableEvent extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        UnreadableEvent(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** The event is to be tried again. */
    private static final class NotYetException extends Exception {
        private static final long serialVersionUID = 1;

        NotYetException(Throwable cause) {
            super(cause);
        }
    }

    /** The event fails although what it needs is there. */
    private static final class PoisonException extends Exception {
        private static final long serialVersionUID = 1;

        PoisonException(Throwable cause) {
            super(cause);
        }
    }
}
