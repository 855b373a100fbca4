package io.meshplane.payment.domain.chain;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** In which order full nodes are asked for the same thing. */
public final class NodeOrder {

    /**
     * The healthiest first: those that answer before those that do not, the fastest of them first. Of those that failed, the one
     * that failed last is asked last, so that a retry begins elsewhere.
     *
     * @param states of at least these nodes
     */
    public static List<FullNode> of(
            Collection<FullNode> nodes,
            Map<FullNode, NodeHealth> health,
            Map<FullNode, NodeState> states,
            Instant now) {
        Comparator<FullNode> byHealth = Comparator.comparingInt(
                        (FullNode node) -> rank(states.getOrDefault(node, NodeState.WAITING)))
                .thenComparing(node -> failedAt(of(health, node)))
                .thenComparingLong(node -> of(health, node).pace().effectiveMicros(now));
        return nodes.stream()
                .distinct()
                .sorted(byHealth.thenComparing(node -> node))
                .toList();
    }

    private static NodeHealth of(Map<FullNode, NodeHealth> health, FullNode node) {
        return health.getOrDefault(node, NodeHealth.UNKNOWN);
    }

    /** The beginning of time unless its last answer was a failure. */
    private static Instant failedAt(NodeHealth health) {
        Instant failedAt = health.conduct().failedAt();
        return failedAt == null || health.conduct().failuresInARow() == 0 ? Instant.MIN : failedAt;
    }

    private static int rank(NodeState state) {
        return switch (state) {
            case HEALTHY, LAGGING -> 0;
            case SLOW -> 1;
            case WAITING, FORKED, SYNCING -> 2;
            case HUNG, FAILING, GARBAGE -> 3;
            case WRONG_CHAIN, UNPROVABLE, LYING -> 4;
        };
    }

    private NodeOrder() {}
}
