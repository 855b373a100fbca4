package io.meshplane.ingest;

import io.meshplane.contracts.envelope.UploadHeaders;
import io.meshplane.ingest.adapter.kafka.Cursors;
import io.meshplane.ingest.adapter.kafka.UploadFollower;
import io.meshplane.ingest.adapter.kafka.UploadLog;
import io.meshplane.ingest.domain.Cursor;
import io.meshplane.ingest.domain.CursorRules;
import io.meshplane.ingest.domain.CursorRules.Decision;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts uploads on Kafka, each once (docs/decisions/0008). Before the first upload of a node by this process, and after one of which
 * nobody knows whether it was written, everything in the node's partition is seen first.
 */
@Singleton
public class UploadCommit {
    private static final Duration SEEING_DEADLINE = Duration.ofSeconds(5);

    private final Cursors cursors;
    private final UploadFollower follower;
    private final UploadLog log;
    /** By partition: the number of the last failure that left a record in doubt. */
    private final Map<Integer, Long> doubts = new ConcurrentHashMap<>();

    private final AtomicLong failures = new AtomicLong();

    UploadCommit(Cursors cursors, UploadFollower follower, UploadLog log) {
        this.cursors = cursors;
        this.follower = follower;
        this.log = log;
    }

    /** Whether the uploads of earlier processes are known. */
    boolean isReady() {
        return follower.isCaughtUp();
    }

    /** Whether this process alone writes the node's uploads and knows what became of each. */
    boolean isSettled(String nodeId) {
        Cursor cursor = cursors.find(nodeId);
        return cursor != null && cursor.ours();
    }

    /** Completes when all is known that anybody wrote of the node. */
    CompletableFuture<Void> settle(String nodeId) {
        int partition = partitionOf(nodeId);
        Long doubt = doubts.get(partition);
        Uni<Void> seen = doubt == null
                ? follower.reachEnd(partition)
                : Uni.createFrom()
                        .completionStage(() -> log.fence(partition))
                        .flatMap(offset -> follower.reach(partition, offset))
                        .invoke(() -> doubts.remove(partition, doubt));
        return seen.ifNoItem()
                .after(SEEING_DEADLINE.plus(UploadLog.DELIVERY_DEADLINE))
                .failWith(() -> new TimeoutException("uploads.v1 was not read in time"))
                .invoke(() -> cursors.settle(nodeId))
                .subscribeAsCompletionStage();
    }

    private int partitionOf(String nodeId) {
        return UploadLog.partitionOf(nodeId, follower.partitions());
    }

    Decision decide(String nodeId, UploadHeaders number) {
        return CursorRules.accept(cursors.find(nodeId), number.bootId(), number.sequence(), number.closedAtMs(), 0);
    }

    /** Writes an upload that is new; it counts once Kafka has acknowledged it. */
    CompletableFuture<Long> write(String nodeId, UploadHeaders number, byte[] upload) {
        int partition = partitionOf(nodeId);
        return log.append(nodeId, partition, number, upload).whenComplete((offset, failure) -> {
            if (failure == null) {
                var _ = cursors.written(nodeId, number, offset);
                return;
            }
            cursors.doubt(nodeId);
            doubts.put(partition, failures.incrementAndGet());
        });
    }
}
