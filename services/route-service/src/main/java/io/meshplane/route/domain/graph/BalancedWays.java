package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The best way of every node by {@link Balance} in one search: all (price, metric) trade-offs of every node, against the traffic, then
 * each node's best over its neighbours'. The score rises with both, so the best is among those; on real meshes a node has a handful.
 * A neighbour's way back through the node itself is never the best: it costs no less and is longer. Price and metric are those of
 * {@link BalancedSearch}; of ways equal in both, the fingerprints decide here.
 */
final class BalancedWays {
    private final Graph graph;
    private final Balance rule;
    private final ArcOrder order;
    private final boolean[] roots;
    private final LabelStore store;
    private final OrderedHeap heap;
    private final long[] vector = new long[3];

    private BalancedWays(Graph graph, int[] towards, Balance rule, ArcOrder order) {
        this.graph = graph;
        this.rule = rule;
        this.order = order;
        roots = new boolean[graph.nodes()];
        store = new LabelStore(graph.nodes(), 2);
        heap = new OrderedHeap(1024, this::comesBefore);
        for (int root : towards) {
            if (roots[root]) continue;
            roots[root] = true;
            heap.push(store.add(root, root, LabelStore.NONE, -1, vector));
        }
    }

    /** Ways by node, null for none; empty if there are more trade-offs than the limit. */
    static Optional<List<@Nullable Path>> find(Graph graph, int[] roots, Balance rule, ArcOrder order, long labelsMax) {
        BalancedWays ways = new BalancedWays(graph, roots, rule, order);
        if (!ways.labelAll(labelsMax)) return Optional.empty();
        List<@Nullable Path> paths = new ArrayList<>(graph.nodes());
        for (int node = 0; node < graph.nodes(); node++) paths.add(ways.best(node));
        return Optional.of(paths);
    }

    private boolean labelAll(long labelsMax) {
        while (!heap.isEmpty()) {
            int label = heap.pop();
            if (store.isBeaten(label)) continue;
            if (store.size() > labelsMax) return false;
            int node = store.node(label);
            for (int arc = graph.first(node), end = graph.end(node); arc < end; arc++) {
                if (!graph.isUsable(arc) || roots[graph.sender(arc)]) continue;
                vector[0] = store.sum(label, 0) + graph.value(arc, Criterion.PRICE);
                vector[1] = store.sum(label, 1) + graph.value(arc, Criterion.METRIC);
                vector[2] = store.sum(label, 2) + order.fingerprint(arc);
                int sender = graph.sender(arc);
                int added = store.add(sender, sender, label, arc, vector);
                if (added != LabelStore.NONE) heap.push(added);
            }
        }
        return true;
    }

    private @Nullable Path best(int node) {
        if (roots[node]) return new Path(List.of());
        int bestArc = -1;
        int bestLabel = LabelStore.NONE;
        long[] best = new long[3];
        long[] own = new long[3];
        for (int in = graph.first(node), end = graph.end(node); in < end; in++) {
            int next = graph.sender(in);
            if (next < 0 || !graph.isUsable(graph.back(in))) continue;
            int arc = graph.back(in);
            for (int label = store.newestAt(next); label != LabelStore.NONE; label = store.olderAt(label)) {
                if (store.isBeaten(label)) continue;
                own[0] = store.sum(label, 0); // its own hop costs it nothing
                own[1] = store.sum(label, 1) + graph.value(arc, Criterion.METRIC);
                own[2] = store.sum(label, 2) + order.fingerprint(arc);
                if (bestArc >= 0 && compare(own, best) >= 0) continue;
                bestArc = arc;
                bestLabel = label;
                System.arraycopy(own, 0, best, 0, 3);
            }
        }
        return bestArc < 0 ? null : path(bestArc, bestLabel);
    }

    private Path path(int firstArc, int label) {
        List<Integer> arcs = new ArrayList<>(List.of(firstArc));
        for (int at = label; store.arc(at) >= 0; at = store.cameFrom(at)) arcs.add(store.arc(at));
        return Path.over(graph, arcs);
    }

    private int compare(long[] one, long[] other) {
        int byScore = rule.compare(one[0], one[1], other[0], other[1]);
        if (byScore != 0) return byScore;
        for (int part = 0; part < 3; part++) if (one[part] != other[part]) return Long.compare(one[part], other[part]);
        return 0;
    }

    private boolean comesBefore(int one, int other) {
        for (int part = 0; part < 3; part++) {
            if (store.sum(one, part) != store.sum(other, part)) return store.sum(one, part) < store.sum(other, part);
        }
        return false;
    }
}
