package io.meshplane.ingest.adapter.kafka;

import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.IngestConfig;
import io.meshplane.ingest.domain.StoredMetrics;
import io.meshplane.platform.event.KafkaConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Uploads as they lie in {@code uploads.v1}, read back one at a time. */
@ApplicationScoped
public class UploadArchive {
    private final Map<String, Object> consumerConfig;
    private final Duration deadline;

    UploadArchive(KafkaConnection connection, IngestConfig config) {
        this.deadline = config.readDeadline();
        int deadlineMs = Math.toIntExact(deadline.toMillis());
        this.consumerConfig = new HashMap<>(connection.settings());
        consumerConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumerConfig.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        consumerConfig.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, deadlineMs);
        consumerConfig.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, deadlineMs);
    }

    /**
     * The upload that lies there. Blocking, until the deadline at most.
     *
     * @return empty if retention has removed it
     * @throws TimeoutException if Kafka does not answer in time
     */
    public Optional<StoredMetrics> read(int partition, long offset) {
        TopicPartition where = new TopicPartition(Topics.UPLOADS.name(), partition);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(consumerConfig, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(where));
            consumer.seek(where, offset);
            for (ConsumerRecord<String, byte[]> record : consumer.poll(deadline)) {
                return record.offset() == offset ? StoredRecords.read(record.value()) : Optional.empty();
            }
            throw new TimeoutException("nothing read from " + where + " at " + offset);
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        }
    }
}
