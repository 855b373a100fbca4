package io.meshplane.route.domain.graph;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What would become of everybody's ways and earnings if the mesh were different. All is tried on a copy; the live graph is only read.
 *
 * @param affected nodes whose way or its terms differ, by number
 * @param revenue per node what it would earn more, or less, in price units times bytes
 */
public record WhatIf(List<Affected> affected, List<BigInteger> revenue) {

    /** One difference to the mesh as it is. */
    public sealed interface Change {
        /** The interface asks another price. */
        record Reprice(int slot, int price) implements Change {}

        /** A direction costs another metric; {@link Graph#ABSENT} = it is cut. */
        record Recost(int slot, int cost) implements Change {}

        /** A new link with the same terms in both directions. */
        record Join(int from, int to, int cost, int price, int latencyMicros) implements Change {}

        /** A node is gone, with all its links. */
        record Leave(int node) implements Change {}
    }

    /** A node's way before and after; null = none. */
    public record Affected(
            int node, @Nullable Path before, @Nullable Path after) {}

    public WhatIf {
        affected = List.copyOf(affected);
        revenue = List.copyOf(revenue);
    }

    /**
     * Tries changes.
     *
     * @param order of a graph's arcs; asked for the live one and for the copy, in which new links have slots of their own
     * @param bytes each node's own traffic
     */
    public static WhatIf tried(
            Graph live,
            List<Change> changes,
            int[] roots,
            Policy policy,
            Function<Graph, ArcOrder> order,
            long[] bytes,
            int labelsMax) {
        Graph other = live.copy();
        for (Change change : changes) make(other, change);
        Ways before = Ways.choose(live, roots, policy, order.apply(live), labelsMax);
        Ways after = Ways.choose(other, roots, policy, order.apply(other), labelsMax);
        List<Affected> affected = new ArrayList<>();
        for (int node = 0; node < live.nodes(); node++) {
            if (!isSame(before.of(node), after.of(node))) {
                affected.add(new Affected(node, before.of(node), after.of(node)));
            }
        }
        List<BigInteger> now = Load.of(before, bytes).revenue();
        List<BigInteger> then = Load.of(after, bytes).revenue();
        List<BigInteger> moved = new ArrayList<>();
        for (int node = 0; node < now.size(); node++) moved.add(then.get(node).subtract(now.get(node)));
        return new WhatIf(affected, moved);
    }

    /** Slots of the copy may have moved, so only nodes and terms are compared. */
    private static boolean isSame(@Nullable Path one, @Nullable Path other) {
        if (one == null || other == null) return one == null && other == null;
        if (one.steps().size() != other.steps().size()) return false;
        for (int i = 0; i < one.steps().size(); i++) {
            if (!one.steps().get(i).saysTheSameAs(other.steps().get(i))) return false;
        }
        return true;
    }

    private static void make(Graph graph, Change change) {
        switch (change) {
            case Change.Reprice reprice -> price(graph, reprice.slot(), reprice.price());
            case Change.Recost recost -> graph.setCost(recost.slot(), recost.cost());
            case Change.Join join -> {
                int slot = graph.addLink(join.from(), join.to());
                for (int each : new int[] {slot, graph.back(slot)}) {
                    graph.setCost(each, join.cost());
                    graph.setTerms(each, join.price(), join.latencyMicros(), (char) 0);
                }
            }
            case Change.Leave leave -> {
                for (int slot = graph.first(leave.node()); slot < graph.end(leave.node()); slot++) {
                    if (graph.sender(slot) < 0) continue;
                    graph.setCost(slot, Graph.ABSENT);
                    graph.setCost(graph.back(slot), Graph.ABSENT);
                }
            }
        }
    }

    private static void price(Graph graph, int slot, int price) {
        int latency = (int) graph.value(slot, Criterion.LATENCY);
        graph.setTerms(slot, price, latency, (char) graph.value(slot, Criterion.LOSS));
    }
}
