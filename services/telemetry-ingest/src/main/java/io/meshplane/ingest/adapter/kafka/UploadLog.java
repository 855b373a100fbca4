package io.meshplane.ingest.adapter.kafka;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.IngestConfig;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.platform.event.KafkaConnection;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes uploads to {@code uploads.v1}, one record each, which is the point at which they are safe. A producer of its own: it may
 * wait a few milliseconds to send several together, and it fails fast when its memory is full.
 */
@Singleton
public class UploadLog {
    /** What neither says yes nor no by then has failed, as far as anybody knows. */
    public static final Duration DELIVERY_DEADLINE = Duration.ofSeconds(8);

    private static final int REQUEST_TIMEOUT_MS = 4_000;
    private static final int BLOCKED_MAX_MS = 250;
    private static final int BATCH_BYTES = 256 << 10;

    private final KafkaProducer<String, byte[]> producer;
    private final EventPublisher events;

    UploadLog(KafkaConnection connection, EventPublisher events, IngestConfig config) {
        this.events = events;
        Map<String, Object> settings = new HashMap<>(connection.settings());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "telemetry-ingest-uploads");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, (int) config.linger().toMillis());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.kafkaBuffer().asLongValue());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCKED_MAX_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_DEADLINE.toMillis());
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** The partition in which a node's uploads lie: where Kafka's own producers put its key. */
    public static int partitionOf(String nodeId, int partitions) {
        return Utils.toPositive(Utils.murmur2(nodeId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /**
     * Writes an upload. Blocks for a moment at most: not for an event loop.
     *
     * @return its offset; a failure does not say that it was not written: see {@link #fence}
     */
    public CompletableFuture<Long> append(String nodeId, int partition, UploadHeaders number, byte[] upload) {
        EventId id = EventId.derivedFrom(
                "upload", nodeId, Long.toUnsignedString(number.bootId()), Long.toString(number.sequence()));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.UPLOADS.name(), partition, nodeId, upload);
        events.addCloudEvent(record.headers(), id, Topics.UPLOADS.eventType());
        record.headers().add(UploadHeaders.NUMBER, number.toBytes());
        return send(record);
    }

    /**
     * Writes a record that says nothing. What this process sent to the partition before and what has failed since then lies before
     * it or never comes: after a failed delivery the producer goes on in a new epoch, and the broker refuses what an older one sent.
     *
     * @return its offset
     */
    public CompletableFuture<Long> fence(int partition) {
        return send(new ProducerRecord<>(Topics.UPLOADS.name(), partition, null, null));
    }

    private CompletableFuture<Long> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<Long> sent = new CompletableFuture<>();
        try {
            Future<RecordMetadata> _ = producer.send(record, (where, failure) -> {
                if (failure == null) sent.complete(where.offset());
                else sent.completeExceptionally(failure);
            });
        } catch (KafkaException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    void close(@Observes ShutdownEvent event) {
        producer.close(Duration.ofSeconds(3));
    }
}
