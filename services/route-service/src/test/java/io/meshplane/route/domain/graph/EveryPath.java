package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Goes every simple path by plain recursion. It turns back only where it stood before at no higher sums: whatever follows would be no
 * better than what followed then, once circles are cut out, so nothing is lost. Shares nothing with the searches but the graph.
 */
final class EveryPath {
    private final Graph graph;
    private final int origin;
    private final boolean[] roots;
    private final boolean[] passed;
    private final List<List<Sums>> stoodAt = new ArrayList<>();
    private final List<Sums> found = new ArrayList<>();

    /** What a path comes to; the first hop's price does not count. */
    record Sums(long price, long latency, long metric) {
        boolean isNoWorse(Sums other) {
            return price <= other.price && latency <= other.latency && metric <= other.metric;
        }
    }

    private EveryPath(Graph graph, int origin, int[] towards) {
        this.graph = graph;
        this.origin = origin;

        roots = new boolean[graph.nodes()];
        passed = new boolean[graph.nodes()];
        for (int root : towards) roots[root] = true;
        for (int node = 0; node < graph.nodes(); node++) stoodAt.add(new ArrayList<>());
    }

    /** The sums of all ways, but for some that are no better than another one. */
    static List<Sums> sums(Graph graph, int origin, int[] towards) {
        EveryPath every = new EveryPath(graph, origin, towards);
        every.walk(origin, new Sums(0, 0, 0));
        return every.found;
    }

    private void walk(int node, Sums sums) {
        for (Sums before : stoodAt.get(node)) if (before.isNoWorse(sums)) return;
        stoodAt.get(node).removeIf(before -> sums.isNoWorse(before));
        stoodAt.get(node).add(sums);
        if (roots[node]) {
            found.add(sums);
            return;
        }
        passed[node] = true;
        for (int in = graph.first(node); in < graph.end(node); in++) {
            int next = graph.sender(in);
            if (next < 0 || passed[next] || !graph.isUsable(graph.back(in))) continue;
            int arc = graph.back(in);
            long price = node == origin ? 0 : graph.value(arc, Criterion.PRICE);
            walk(
                    next,
                    new Sums(
                            sums.price() + price,
                            sums.latency() + graph.value(arc, Criterion.LATENCY),
                            sums.metric() + graph.value(arc, Criterion.METRIC)));
        }
        passed[node] = false;
    }
}
