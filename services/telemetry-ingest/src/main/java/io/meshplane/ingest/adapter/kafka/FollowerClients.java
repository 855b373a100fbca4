package io.meshplane.ingest.adapter.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.contracts.event.CursorAdvanced;
import io.meshplane.contracts.topic.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The Kafka clients of {@link UploadFollower}, and what it reads with them. */
final class FollowerClients {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int API_TIMEOUT_MS = 5_000;
    /** Many records at a time cost less; who waits for the follower waits so much longer. */
    private static final int FETCH_BYTES = 256 << 10;

    private static final int FETCH_WAIT_MS = 50;
    private static final Logger LOG = Logger.getLogger(FollowerClients.class);

    private final Map<String, Object> settings;

    /**
     * Clients.
     *
     * @param group whose commits tell how far cursors.v1 is; they never join it
     */
    FollowerClients(Map<String, Object> connection, String group) {
        this.settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    }

    /** Bodies are passed over where they lie: no array is made of them. */
    private static final class NoBody implements Deserializer<byte[]> {
        private static final byte[] NONE = new byte[0];

        @Override
        public byte[] deserialize(String topic, byte[] data) {
            return NONE;
        }

        @Override
        public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
            return NONE;
        }
    }

    KafkaConsumer<String, byte[]> uploads() {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new NoBody());
    }

    static List<TopicPartition> partitionsOf(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) throw new IllegalStateException(topic + " does not exist yet");
        return partitions;
    }

    static @Nullable UploadHeaders numberOf(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(UploadHeaders.NUMBER);
        return UploadHeaders.read(header == null ? null : header.value());
    }

    /** Reads cursors.v1 from its beginning to its end as of now; true when done. */
    boolean restore(Cursors cursors) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitionsOf(consumer, Topics.CURSORS.name());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) restore(cursors, record);
            }
        }
        return true;
    }

    private static void restore(Cursors cursors, ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || record.value() == null) return;
        try {
            cursors.restore(record.key(), CursorEvents.read(CursorAdvanced.parseFrom(record.value())));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            LOG.errorf(
                    "cursor skipped partition=%d offset=%d failure=%s",
                    record.partition(), record.offset(), e.toString());
        }
    }
}
