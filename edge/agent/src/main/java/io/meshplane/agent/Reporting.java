package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How what an agent sees is kept and gets to telemetry-ingest. Everything is called on the agent's context, in this order. */
sealed interface Reporting permits SpoolReporting, BufferReporting {
    /**
     * What the status page tells of it.
     *
     * @param interval between two uploads
     */
    record Status(
            @Nullable Instant lastShippedAt,
            @Nullable Instant nextRetryAt,
            String lastError,
            int waitingBatches,
            long diskBytes,
            long droppedBatches,
            long refusedBatches,
            long droppedScrapes,
            long droppedLinks,
            Duration interval) {}

    /**
     * Opens what earlier starts left on disk; from now on everything is kept.
     *
     * @param keyId under which the node is known while it is not enrolled
     */
    Future<?> open(Vertx vertx, NodeKey key, NodeId keyId);

    /** The router was looked at. */
    void observed(long sampledAtMs, Observation observation);

    /** Lines of the log came; done when they are kept. */
    Future<Void> log(List<LogLine> lines);

    /** A link that worked does not any more. */
    void linkDown(String interfaceName, String peerAddress);

    /**
     * The node's clock was set: what is observed from now on has times of another clock than what was observed before.
     *
     * @param byMs forward, or back if negative
     */
    void clockStepped(long byMs);

    /** The node is known: reports may leave. */
    void enrolled(NodeFiles.Enrolment enrolment);

    Status status();

    /** Puts on disk what is not there; what is under way is left to its fate. */
    Future<?> close();
}
