package io.meshplane.payment;

import io.meshplane.payment.domain.chain.HealthRules.Condition;
import io.meshplane.payment.domain.chain.NodeHealth;
import io.meshplane.payment.domain.chain.NodeHealth.Quarantine;
import io.meshplane.payment.domain.chain.NodeState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A full node as operators see it.
 *
 * @param why it is in this state; empty if it is healthy
 * @param head newest height that it named; -1 = none yet
 * @param p50Micros quantiles of its newest answers; 0 = none yet
 * @param oldestInFlightMillis age of the oldest request that waits for an answer
 * @param votes blocks that were indexed with its vote, since this service started
 * @param quarantine set while it has no vote because it lied
 */
public record NodeStatus(
        String name,
        String group,
        NodeState state,
        String why,
        long head,
        long averageMicros,
        long p50Micros,
        long p95Micros,
        long p99Micros,
        long oldestInFlightMillis,
        long votes,
        @Nullable Quarantine quarantine) {

    /** All of them, by name. */
    static List<NodeStatus> of(FullNodes nodes) {
        List<NodeStatus> all = new ArrayList<>();
        nodes.watches().values().forEach(watch -> all.add(of(watch)));
        return all;
    }

    private static NodeStatus of(ChainWatch watch) {
        NodeHealth health = watch.cell().get().health();
        Condition condition = watch.condition();
        return new NodeStatus(
                watch.client().node().name(),
                watch.client().node().group(),
                condition.state(),
                condition.why(),
                health.shown().head(),
                health.pace().averageMicros(),
                health.pace().recent().quantileMicros(50),
                health.pace().recent().quantileMicros(95),
                health.pace().recent().quantileMicros(99),
                health.pace().oldestInFlight(watch.cell().instant()).toMillis(),
                watch.votes().get(),
                health.quarantine());
    }
}
