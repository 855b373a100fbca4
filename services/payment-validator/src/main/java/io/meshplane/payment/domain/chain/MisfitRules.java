package io.meshplane.payment.domain.chain;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who lies when headers do not hash to what their nodes say: the nodes, or nobody because the chain has a new form. */
public final class MisfitRules {

    /**
     * The nodes whose headers are refuted: at the height that they claim, more others than may lie show headers that do hash.
     *
     * @param states of all nodes
     * @param windows what the nodes show, every hash of it verified
     */
    public static SortedSet<FullNode> liars(
            Map<FullNode, NodeHealth> health,
            Map<FullNode, NodeState> states,
            Map<FullNode, HeaderWindow> windows,
            QuorumPolicy policy) {
        SortedSet<FullNode> liars = new TreeSet<>();
        states.forEach((node, state) -> {
            if (state != NodeState.UNPROVABLE) return;
            long claimed =
                    health.getOrDefault(node, NodeHealth.UNKNOWN).conduct().misfitHeight();
            long refuting = windows.entrySet().stream()
                    .filter(other -> states.getOrDefault(other.getKey(), NodeState.WAITING)
                            .votes())
                    .filter(other -> other.getValue().hashAt(claimed).isPresent()
                            || (claimed == 0 && hasGenesis(health, other.getKey())))
                    .count();
            if (refuting > policy.liars()) liars.add(node);
        });
        return liars;
    }

    private static boolean hasGenesis(Map<FullNode, NodeHealth> health, FullNode node) {
        return health.getOrDefault(node, NodeHealth.UNKNOWN).shown().genesis() != null;
    }

    /**
     * Whether the chain has a form that is not known here: as many nodes as are believed otherwise show headers that do not
     * hash, and those that do hash are no quorum.
     */
    public static boolean formIsUnknown(Map<FullNode, NodeState> states, QuorumPolicy policy) {
        return policy.isMetBy(in(states, NodeState.UNPROVABLE)) && !policy.isMetBy(voting(states));
    }

    private static SortedSet<FullNode> in(Map<FullNode, NodeState> states, NodeState wanted) {
        SortedSet<FullNode> found = new TreeSet<>();
        states.forEach((node, state) -> {
            if (state == wanted) found.add(node);
        });
        return found;
    }

    private static SortedSet<FullNode> voting(Map<FullNode, NodeState> states) {
        SortedSet<FullNode> found = new TreeSet<>();
        states.forEach((node, state) -> {
            if (state.votes()) found.add(node);
        });
        return found;
    }

    private MisfitRules() {}
}
