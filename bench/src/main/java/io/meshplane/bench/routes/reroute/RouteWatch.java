package io.meshplane.bench.routes.reroute;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code routes.v1} as any consumer would, and notes when a node's route came. */
final class RouteWatch implements AutoCloseable {
    private final Map<String, Seen> newest = new ConcurrentHashMap<>();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Thread reader;

    /**
     * A node's route as it came last.
     *
     * @param next the first hop's far end; empty = none
     * @param atNanos of {@link System#nanoTime}
     */
    record Seen(String next, String interfaceName, boolean reachable, long atNanos) {}

    RouteWatch(String bootstrap) {
        reader = Thread.ofPlatform().daemon().name("routes-watch").start(() -> read(bootstrap));
    }

    private void read(String bootstrap) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.ROUTES.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stop.get()) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) take(record);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        long now = System.nanoTime();
        try {
            RouteChosen route = RouteChosen.parseFrom(record.value());
            boolean hasHop = route.getHopsCount() > 0;
            newest.put(
                    route.getNodeId(),
                    new Seen(
                            hasHop ? route.getHops(0).getToId() : "",
                            hasHop ? route.getHops(0).getInterface() : "",
                            route.getReachable(),
                            now));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no route", e);
        }
        records.incrementAndGet();
        lastNanos.set(now);
    }

    /** Null = none came yet. */
    @org.jspecify.annotations.Nullable Seen of(String node) {
        return newest.get(node);
    }

    /** Nodes that have a route now. */
    long reachable() {
        return newest.values().stream().filter(Seen::reachable).count();
    }

    long records() {
        return records.get();
    }

    long lastNanos() {
        return lastNanos.get();
    }

    @Override
    public void close() {
        stop.set(true);
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
