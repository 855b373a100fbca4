package io.meshplane.platform.event;

import com.google.protobuf.Message;
import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.topic.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to Kafka as CloudEvents in binary mode, in the order of the calls per key. A Uni completes when every in-sync
 * replica has the record (acks=all) and fails after {@link #DELIVERY_DEADLINE} at the latest.
 */
@ApplicationScoped
public class EventPublisher {
    public static final Duration DELIVERY_DEADLINE = Duration.ofSeconds(10);
    private static final int WAITING_MAX = 10_000;
    private static final byte[] SPEC_VERSION = EventHeaders.SPEC_VERSION_1_0.getBytes(StandardCharsets.UTF_8);
    private static final byte[] PROTOBUF = EventHeaders.PROTOBUF.getBytes(StandardCharsets.UTF_8);

    private final KafkaProducer<String, byte[]> producer;
    private final InstantSource clock;
    private final byte[] source;
    /** send() may block for metadata, so it never runs on an event loop; one thread keeps the order of the calls. */
    private final ThreadPoolExecutor sender =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
                Thread thread = new Thread(task, "event-publisher");
                thread.setDaemon(true);
                return thread;
            });

    EventPublisher(
            KafkaConnection connection,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "meshplane.events.linger", defaultValue = "0S") Duration linger,
            InstantSource clock) {
        this.clock = clock;
        this.source = ("meshplane/" + service).getBytes(StandardCharsets.UTF_8);
        this.producer = new KafkaProducer<>(
                producerConfig(connection.settings(), service, linger),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static Map<String, Object> producerConfig(Map<String, Object> connection, String service, Duration linger) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, service + "-publisher");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, (int) linger.toMillis());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_DEADLINE.toMillis());
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        return config;
    }

    /** Where a record lies. */
    public record Position(int partition, long offset) {}

    /** Publishes one event. */
    public <T extends Message> Uni<Position> publish(Event<T> event) {
        return send(record(event));
    }

    /** Publishes an event whose bytes lie ready, as in an outbox row. */
    public Uni<Position> publish(Topic<?> topic, String key, EventId id, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic.name(), key, value);
        addCloudEvent(record.headers(), id, topic.eventType());
        return send(record);
    }

    /** Removes a key from a compacted topic. */
    public Uni<Position> publishTombstone(Topic<?> topic, String key) {
        if (!topic.isCompacted()) throw new IllegalArgumentException(topic.name() + " is not compacted");
        return send(new ProducerRecord<>(topic.name(), key, null));
    }

    /** Publishes in order and completes when all are acknowledged; fails with the first failure when all are over. */
    public Uni<Void> publishAll(List<? extends Event<?>> events) {
        if (events.isEmpty()) return Uni.createFrom().voidItem();
        long deadlineNanos = System.nanoTime() + DELIVERY_DEADLINE.toNanos();
        Uni<Void> sent = Uni.createFrom().emitter(emitter -> {
            Countdown left = new Countdown(events.size(), emitter);
            try {
                sender.execute(() -> {
                    for (Event<?> event : events) sendNow(record(event), deadlineNanos, left::one);
                });
            } catch (RejectedExecutionException full) {
                emitter.fail(full);
            }
        });
        return onContext(sent);
    }

    /** Completes when every record of a list is acknowledged. */
    private static final class Countdown {
        private final AtomicInteger left;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final UniEmitter<? super Void> emitter;

        Countdown(int count, UniEmitter<? super Void> emitter) {
            this.left = new AtomicInteger(count);
            this.emitter = emitter;
        }

        void one(@Nullable Position where, @Nullable Throwable failed) {
            if (failed != null) failure.compareAndSet(null, failed);
            if (left.decrementAndGet() > 0) return;
            Throwable first = failure.get();
            if (first == null) emitter.complete(null);
            else emitter.fail(first);
        }
    }

    private ProducerRecord<String, byte[]> record(Event<?> event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                event.topic().name(), event.key(), event.value().toByteArray());
        addCloudEvent(record.headers(), event.id(), event.topic().eventType());
        return record;
    }

    Uni<Position> send(ProducerRecord<String, byte[]> record) {
        long deadlineNanos = System.nanoTime() + DELIVERY_DEADLINE.toNanos();
        Uni<Position> sent = Uni.createFrom()
                .<Position>emitter(emitter -> {
                    try {
                        sender.execute(() -> sendNow(record, deadlineNanos, (where, failure) -> {
                            if (where == null) emitter.fail(failure);
                            else emitter.complete(where);
                        }));
                    } catch (RejectedExecutionException full) { // the queue is bounded: the caller answers 503
                        emitter.fail(full);
                    }
                })
                .memoize()
                .indefinitely();
        return onContext(sent);
    }

    /** A database session goes on where it was, not on Kafka's thread. */
    private static <T> Uni<T> onContext(Uni<T> sent) {
        Context caller = Vertx.currentContext();
        return caller == null ? sent : sent.emitOn(task -> caller.runOnContext(_ -> task.run()));
    }

    private void sendNow(
            ProducerRecord<String, byte[]> record,
            long deadlineNanos,
            BiConsumer<@Nullable Position, @Nullable Throwable> done) {
        if (System.nanoTime() - deadlineNanos > 0) { // it waited behind others while the broker was away
            done.accept(null, new TimeoutException("not sent within " + DELIVERY_DEADLINE.toSeconds() + " s"));
            return;
        }
        try {
            Future<RecordMetadata> _ = producer.send(record, (where, failure) -> {
                if (failure != null) done.accept(null, failure);
                else done.accept(new Position(where.partition(), where.offset()), null);
            });
        } catch (KafkaException e) {
            done.accept(null, e);
        }
    }

    /** Adds the headers of a CloudEvent (binary mode) to a record that another producer sends. */
    public void addCloudEvent(Headers headers, EventId id, String type) {
        headers.add(EventHeaders.SPEC_VERSION, SPEC_VERSION);
        header(headers, EventHeaders.ID, id.value());
        header(headers, EventHeaders.TYPE, type);
        headers.add(EventHeaders.SOURCE, source);
        header(headers, EventHeaders.TIME, clock.instant().toString());
        headers.add(EventHeaders.CONTENT_TYPE, PROTOBUF);
    }

    static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    void close(@Observes ShutdownEvent event) {
        sender.shutdown();
        producer.close(Duration.ofSeconds(3));
    }
}
