package io.meshplane.payment.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.payment.NodeStatus;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A full node.
 *
 * @param group who runs it
 * @param state WAITING, HEALTHY, SLOW, HUNG, FAILING, LAGGING, SYNCING, WRONG_CHAIN, GARBAGE, UNPROVABLE or LYING
 * @param votes whether its chain counts for a quorum now
 * @param why it is in this state
 * @param cure what brings it back
 * @param head newest height that it named
 * @param lagBlocks behind the agreed head
 * @param latencyMicros of its newest answers
 * @param oldestInFlightMillis age of the oldest request that waits for an answer
 * @param blocksVoted blocks that were indexed with its vote, since the service started
 * @param lies found since it was last trusted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeAnswer(
        String name,
        String group,
        String state,
        boolean votes,
        @Nullable String why,
        @Nullable String cure,
        @Nullable Long head,
        @Nullable Long lagBlocks,
        Latency latencyMicros,
        long oldestInFlightMillis,
        long blocksVoted,
        int lies,
        @Nullable QuarantineAnswer quarantine) {

    /** Moving average and quantiles; 0 while there is none. */
    public record Latency(long average, long p50, long p95, long p99) {}

    /** Since when it has no vote, and how many proven bodies it has given since. */
    public record QuarantineAnswer(String since, String what, int cleanProofs) {}

    static NodeAnswer of(NodeStatus node, OptionalLong agreedHead) {
        boolean lagKnown = node.head() >= 0 && agreedHead.isPresent();
        var quarantine = node.quarantine();
        return new NodeAnswer(
                node.name(),
                node.group(),
                node.state().name(),
                node.state().votes(),
                node.why().isEmpty() ? null : node.why(),
                node.state().cure().isEmpty() ? null : node.state().cure(),
                node.head() < 0 ? null : node.head(),
                lagKnown ? Math.max(0, agreedHead.getAsLong() - node.head()) : null,
                new Latency(node.averageMicros(), node.p50Micros(), node.p95Micros(), node.p99Micros()),
                node.oldestInFlightMillis(),
                node.votes(),
                quarantine == null ? 0 : quarantine.lies(),
                quarantine == null
                        ? null
                        : new QuarantineAnswer(
                                quarantine.since().toString(), quarantine.what(), quarantine.cleanProofs()));
    }
}
