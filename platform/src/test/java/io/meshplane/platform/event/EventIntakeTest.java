package io.meshplane.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventIntakeTest {
    private static final int FAILURES = EventIntake.TRIES + 1;

    private final Vertx vertx = Vertx.vertx();
    private final EventIntake intake = new EventIntake(
            new EventPublisher(
                    new KafkaConnection(Map.of("bootstrap.servers", "127.0.0.1:1")),
                    "test",
                    Duration.ZERO,
                    InstantSource.system()),
            new SimpleMeterRegistry(),
            "test");

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anOutageOnlyDelaysHoweverOftenTheHandlerFails() throws Exception {
        AtomicInteger calls = new AtomicInteger();

        handle(event -> calls.incrementAndGet() <= FAILURES
                        ? Uni.createFrom().failure(new ConnectException("down"))
                        : Uni.createFrom().voidItem())
                .get(30, TimeUnit.SECONDS);

        assertThat(calls).hasValue(FAILURES + 1);
        assertThat(intake.waiting()).isZero();
    }

    @Test
    void anOutageThatIsOverWhenAskedForUsesUpNoTry() throws Exception {
        AtomicInteger calls = new AtomicInteger();

        handle(
                        event -> calls.incrementAndGet() <= FAILURES
                                ? Uni.createFrom().failure(new IOException("Connection reset by peer"))
                                : Uni.createFrom().voidItem(),
                        true)
                .get(30, TimeUnit.SECONDS);

        assertThat(calls).hasValue(FAILURES + 1);
    }

    @Test
    void everyTryRunsOnTheContextOfTheBatch() throws Exception {
        Set<Context> contexts = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();

        handle(event -> {
                    contexts.add(Vertx.currentContext());
                    return calls.incrementAndGet() <= 2
                            ? Uni.createFrom().failure(new ConnectException("down"))
                            : Uni.createFrom().voidItem();
                })
                .get(30, TimeUnit.SECONDS);

        assertThat(contexts).hasSize(1);
    }

    private CompletableFuture<Void> handle(Function<Event<NodeRegistered>, Uni<Void>> handler) {
        return handle(handler, false);
    }

    private CompletableFuture<Void> handle(Function<Event<NodeRegistered>, Uni<Void>> handler, boolean dependenciesUp) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(_ -> intake.each(
                                Topics.NODES,
                                batch(),
                                handler,
                                () -> Uni.createFrom().item(dependenciesUp))
                        .subscribe()
                        .with(done::complete, done::completeExceptionally));
        return done;
    }

    private static ConsumerRecords<String, byte[]> batch() {
        byte[] value = NodeRegistered.newBuilder().setNodeId("n").build().toByteArray();
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(Topics.NODES.name(), 0, 0, "key", value);
        Map<String, String> headers = Map.of(
                EventHeaders.TYPE, Topics.NODES.eventType(),
                EventHeaders.ID, EventId.derivedFrom("test").value());
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return new ConsumerRecords<>(Map.of(new TopicPartition(Topics.NODES.name(), 0), List.of(record)), Map.of());
    }
}
