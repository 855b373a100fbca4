package io.meshplane.ingest.adapter.kafka;

import io.meshplane.platform.event.EventIntake;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lays uploads among the dead letters, for threads that may wait. */
@ApplicationScoped
public class DeadUploads {
    private final EventIntake intake;

    DeadUploads(EventIntake intake) {
        this.intake = intake;
    }

    /** Waits, however long it takes, until the record lies there with the reason. */
    public void bury(ConsumerRecord<String, byte[]> record, String reason) throws InterruptedException {
        CompletableFuture<Void> buried = intake.bury(record, reason).subscribeAsCompletionStage();
        try {
            buried.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
