package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chosen way of every node at once. */
public final class Ways {
    private static final int LABELS_PER_NODE = 100;

    private final List<@Nullable Path> byNode;

    private Ways(List<@Nullable Path> byNode) {
        this.byNode = Collections.unmodifiableList(byNode);
    }

    /**
     * Chooses for all in one search. Balanced, a neighbour's best way need not be part of one's own, so all trade-offs are searched; if
     * they are more than {@link #LABELS_PER_NODE} a node, each node is searched by itself, which takes long.
     *
     * @param labelsMax of one node's search by itself; see {@link Choices}
     */
    public static Ways choose(Graph graph, int[] roots, Policy policy, ArcOrder order, int labelsMax) {
        List<@Nullable Path> paths = new ArrayList<>(graph.nodes());
        switch (policy) {
            case Policy.Least least -> {
                Search search = Search.all(graph, roots, new Weighing.InTurn(least.first(), least.then()));
                for (int node = 0; node < graph.nodes(); node++) {
                    paths.add(search.ownPath(node, order).orElse(null));
                }
            }
            case Policy.Balanced balanced ->
                paths.addAll(
                        BalancedWays.find(graph, roots, balanced.rule(), order, LABELS_PER_NODE * (long) graph.nodes())
                                .orElseGet(() -> oneByOne(graph, roots, balanced.rule(), order, labelsMax)));
        }
        return new Ways(paths);
    }

    private static List<@Nullable Path> oneByOne(
            Graph graph, int[] roots, Balance rule, ArcOrder order, int labelsMax) {
        List<@Nullable Path> paths = new ArrayList<>(graph.nodes());
        for (int node = 0; node < graph.nodes(); node++) {
            paths.add(BalancedSearch.find(graph, roots, node, -1, rule, order, labelsMax)
                    .map(BalancedSearch.Found::path)
                    .orElse(null));
        }
        return paths;
    }

    /** Number of nodes, with or without a way. */
    public int nodes() {
        return byNode.size();
    }

    /** The way of a node; null if it has none. */
    public @Nullable Path of(int node) {
        return byNode.get(node);
    }
}
