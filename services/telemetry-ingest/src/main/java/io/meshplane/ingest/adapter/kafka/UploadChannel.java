package io.meshplane.ingest.adapter.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.meshplane.contracts.envelope.EventHeaders;
import io.meshplane.ingest.StoredUpload;
import io.meshplane.ingest.UploadFanOut;
import io.meshplane.platform.event.EventIntake;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Uploads come back from Kafka, for what others need of them. Offsets are committed once all of it is published. */
@ApplicationScoped
public class UploadChannel {
    private final UploadFanOut fanOut;
    private final EventIntake intake;

    UploadChannel(UploadFanOut fanOut, EventIntake intake) {
        this.fanOut = fanOut;
        this.intake = intake;
    }

    @Incoming("uploads")
    Uni<Void> take(ConsumerRecords<String, byte[]> records) {
        List<StoredUpload> uploads = new ArrayList<>(records.count());
        List<Uni<Void>> buried = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.key() == null && record.value() == null) continue; // a fence, see UploadLog
            try {
                uploads.add(read(record));
            } catch (InvalidProtocolBufferException e) {
                buried.add(intake.bury(record, "unreadable: " + e.getMessage()));
            }
        }
        Uni<Void> poison = buried.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(buried).andFailFast().replaceWithVoid();
        return poison.chain(() -> fanOut.publish(uploads));
    }

    private static StoredUpload read(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
        Header id = record.headers().lastHeader(EventHeaders.ID);
        if (id == null || record.key() == null || record.value() == null) {
            throw new InvalidProtocolBufferException("id, key or value is missing");
        }
        return new StoredUpload(
                new String(id.value(), StandardCharsets.UTF_8),
                LeanUploads.read(record.value()),
                FollowerClients.numberOf(record),
                record.partition(),
                record.offset());
    }
}
