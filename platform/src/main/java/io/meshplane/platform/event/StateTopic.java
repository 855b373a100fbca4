package io.meshplane.platform.event;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.meshplane.contracts.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic as a table in memory: read from the beginning by a thread of its own, then followed for ever. It belongs
 * to no consumer group: every instance sees every key. When the broker goes away the table keeps what it knows and catches up
 * later; a record that cannot be read is logged and skipped.
 */
public final class StateTopic<T extends Message> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(StateTopic.class);

    private final Topic<T> topic;
    private final Map<String, Object> connection;
    private final Listener<T> listener;
    private final boolean keepsTable;
    private final Map<String, T> table = new ConcurrentHashMap<>();
    /** Offsets to read next; the follower's own. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread follower;
    private volatile boolean caughtUp;

    /** Told of every change in order, on the follower's thread. */
    @FunctionalInterface
    public interface Listener<T> {
        /**
         * A record came.
         *
         * @param value null = the key was removed
         * @param writtenAt by the clock of who wrote it
         */
        void changed(String key, @Nullable T value, Instant writtenAt);
    }

    private StateTopic(Topic<T> topic, Map<String, Object> connection, Listener<T> listener, boolean keepsTable) {
        if (!topic.isCompacted()) throw new IllegalArgumentException(topic.name() + " is not compacted");
        this.topic = topic;
        this.connection = connection;
        this.listener = listener;
        this.keepsTable = keepsTable;
        this.follower =
                Thread.ofPlatform().daemon().name("state-" + topic.name()).unstarted(this::follow);
    }

    /**
     * Starts to follow.
     *
     * @param connection settings of {@link KafkaConnection}
     * @param listener told of every change in order, on the follower's thread: key, and the new value or null for a removed key
     */
    public static <T extends Message> StateTopic<T> follow(
            Topic<T> topic, Map<String, Object> connection, BiConsumer<String, @Nullable T> listener) {
        return start(new StateTopic<>(topic, connection, (key, value, writtenAt) -> listener.accept(key, value), true));
    }

    /**
     * Starts to follow without keeping a table: for a listener that keeps what it needs. {@link #get} and {@link #snapshot} find nothing.
     *
     * @param connection settings of {@link KafkaConnection}
     */
    public static <T extends Message> StateTopic<T> tell(
            Topic<T> topic, Map<String, Object> connection, Listener<T> listener) {
        return start(new StateTopic<>(topic, connection, listener, false));
    }

    private static <T extends Message> StateTopic<T> start(StateTopic<T> state) {
        state.follower.start();
        return state;
    }

    /** The newest value under a key, or null. */
    public @Nullable T get(String key) {
        return table.get(key);
    }

    /** A copy of all that is known now. */
    public Map<String, T> snapshot() {
        return Map.copyOf(table);
    }

    /** True once everything that was there at the start has been read. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** Name of the topic. */
    public String name() {
        return topic.name();
    }

    private void follow() {
        while (stop.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(consumerConfig())) {
                followWith(consumer);
            } catch (RuntimeException e) {
                LOG.warnf("state topic is out of reach topic=%s failure=%s", topic.name(), e.toString());
                awaitStop(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void followWith(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) throw new IllegalStateException("the topic does not exist yet");
        consumer.assign(partitions);
        // after a loss of contact it goes on where it was: what is old must not come back over what is newer
        for (TopicPartition partition : partitions) {
            Long position = next.get(partition);
            if (position == null) consumer.seekToBeginning(List.of(partition));
            else consumer.seek(partition, position);
        }
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        Consumer<KafkaConsumer<?, ?>> checkEnds =
                c -> ends.entrySet().removeIf(end -> c.position(end.getKey()) >= end.getValue());
        while (stop.getCount() > 0) {
            if (!ends.isEmpty()) checkEnds.accept(consumer);
            if (ends.isEmpty()) caughtUp = true;
            for (ConsumerRecord<String, byte[]> record : consumer.poll(caughtUp ? POLL : Duration.ofMillis(50)))
                apply(record);
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        if (record.key() == null) return;
        try {
            T value = record.value() == null ? null : topic.parser().parseFrom(record.value());
            if (value == null) table.remove(record.key());
            else if (keepsTable) table.put(record.key(), value);
            listener.changed(record.key(), value, Instant.ofEpochMilli(record.timestamp()));
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            LOG.errorf(
                    "state record skipped topic=%s partition=%d offset=%d failure=%s",
                    record.topic(), record.partition(), record.offset(), e.toString());
        }
    }

    private Map<String, Object> consumerConfig() {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        return config;
    }

    private void awaitStop(Duration pause) {
        try {
            if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS))
                LOG.debugf("follower stops topic=%s", topic.name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
