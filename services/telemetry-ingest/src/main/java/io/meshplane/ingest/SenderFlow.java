package io.meshplane.ingest;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.adapter.kafka.SampleRecords;
import io.meshplane.ingest.adapter.kafka.UploadHead;
import io.meshplane.ingest.adapter.kafka.UploadRecordWriter;
import io.meshplane.ingest.domain.LogText;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.platform.http.Budget;
import io.meshplane.platform.identity.EnrolledNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.TimeoutException;

/**
 * What a standard sender sent goes to Kafka as one record. These senders number nothing, so a repeat after a lost answer is written
 * again, under the same event id: readers tell it by that.
 */
@ApplicationScoped
public class SenderFlow {
    /** Kafka takes records up to 1 MiB. */
    static final int RECORD_BYTES_MAX = 960 << 10;

    private static final Duration DEADLINE = EventPublisher.DELIVERY_DEADLINE.plusSeconds(2);

    private final EventPublisher publisher;
    private final SenderMeters meters;
    private final SenderMemory memory;
    private final InstantSource clock;
    /** As many as there are workers: the calling threads are these. */
    private final ThreadLocal<UploadRecordWriter> writers =
            ThreadLocal.withInitial(() -> new UploadRecordWriter(RECORD_BYTES_MAX));

    SenderFlow(EventPublisher publisher, SenderMeters meters, SenderMemory memory, InstantSource clock) {
        this.publisher = publisher;
        this.meters = meters;
        this.memory = memory;
        this.clock = clock;
    }

    /** What becomes of a request. */
    public sealed interface Outcome {
        /** It is on Kafka. */
        record Written(int samples, int lines) implements Outcome {}

        /** Its record would be larger than Kafka takes. */
        record TooLarge(int maxBytes) implements Outcome {}

        /** Records that wait for Kafka hold the memory set aside. */
        record Busy() implements Outcome {}
    }

    /**
     * Publishes samples and lines. The record is made before this returns: then they may be used anew.
     *
     * @param body as it came: with the node it makes the event's id
     * @return fails if Kafka does not acknowledge in time
     */
    public Uni<Outcome> publish(EnrolledNode node, UploadDoor door, byte[] body, SampleColumns samples, LogText lines) {
        int sampleCount = samples.sampleCount();
        int lineCount = lines.count();
        if (sampleCount + lineCount == 0) return Uni.createFrom().item(new Outcome.Written(0, 0));
        samples.arrange();
        UploadHead head = UploadHead.standard(
                node.id().value(), node.network().value(), door, clock.instant().toEpochMilli());
        UploadRecordWriter writer = writers.get();
        byte[] record = SampleRecords.write(writer, head, samples, lines);
        writer.clear();
        if (record == null) return Uni.createFrom().item(new Outcome.TooLarge(RECORD_BYTES_MAX));
        Budget budget = memory.budget();
        if (!budget.take(record.length)) return Uni.createFrom().item(new Outcome.Busy());
        EventId id = EventId.derivedFrom("upload", node.id().value(), door.name(), digest(body));
        Outcome written = new Outcome.Written(sampleCount, lineCount);
        return publisher
                .publish(Topics.UPLOADS, node.id().value(), id, record)
                .ifNoItem()
                .after(DEADLINE)
                .failWith(() -> new TimeoutException("Kafka did not acknowledge an upload"))
                .invoke(() -> meters.written(sampleCount, lineCount))
                .replaceWith(written)
                .onTermination()
                .invoke(() -> budget.giveBack(record.length));
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
