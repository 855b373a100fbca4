package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The best way of one node, or of all, to the nearest root by any {@link Weighing}: Dijkstra against the traffic with exact 128-bit
 * sums. Nobody sells to himself: an origin pays nothing for its own first hop (see {@link Path}).
 */
final class Search {
    /** Instead of an origin: every node, and every hop counts its price. */
    static final int EVERYBODY = -1;

    private final Graph graph;
    private final Weighing weighing;
    private final int origin;
    private final int withoutArc;
    private final boolean[] reached;
    private final boolean[] roots;
    private final long[] highs;
    private final long[] lows;
    private final OrderedHeap heap;

    private Search(Graph graph, int[] towards, Weighing weighing, int origin, int withoutArc) {
        this.graph = graph;
        this.weighing = weighing;
        this.origin = origin;
        this.withoutArc = withoutArc;
        int nodes = graph.nodes();
        reached = new boolean[nodes];
        roots = new boolean[nodes];
        highs = new long[nodes];
        lows = new long[nodes];
        heap = new OrderedHeap(nodes, (a, b) -> less(highs[a], lows[a], highs[b], lows[b]));
        for (int root : towards) {
            if (reached[root]) continue;
            reached[root] = true;
            roots[root] = true;
            heap.push(root);
        }
        while (!heap.isEmpty()) {
            int node = heap.pop();
            if (node == origin) break;
            relax(node);
        }
    }

    /** Towards the nearest of the roots, from everybody. */
    static Search all(Graph graph, int[] roots, Weighing weighing) {
        return new Search(graph, roots, weighing, EVERYBODY, -1);
    }

    /**
     * From one node.
     *
     * @param withoutArc a slot that must not be used; -1 = none
     */
    static Search from(int origin, Graph graph, int[] roots, Weighing weighing, int withoutArc) {
        return new Search(graph, roots, weighing, origin, withoutArc);
    }

    boolean isReached(int node) {
        return reached[node];
    }

    /** The upper half of the sum; of {@link Weighing.InTurn} the first criterion's sum. */
    long high(int node) {
        return highs[node];
    }

    /** The lower half of the sum; of {@link Weighing.InTurn} the second criterion's sum. */
    long low(int node) {
        return lows[node];
    }

    /** The way of a node; of those that weigh the same the first, hop by hop, in the order. Empty if there is none. */
    Optional<Path> path(int from, ArcOrder order) {
        if (!reached[from]) return Optional.empty();
        if (roots[from]) return Optional.of(new Path(List.of()));
        return Optional.of(Path.over(graph, arcs(nextArc(from, order), order)));
    }

    /**
     * Of a search from {@link #EVERYBODY}: the way of a node that pays nothing for its own first hop. A neighbour's way that comes back
     * through this node is never taken: the node's own arc to where that leads costs no more and spares two hops.
     */
    Optional<Path> ownPath(int from, ArcOrder order) {
        if (roots[from]) return Optional.of(new Path(List.of()));
        if (!reached[from]) return Optional.empty();
        int best = -1;
        long bestHigh = 0;
        long bestLow = 0;
        for (int in = graph.first(from), end = graph.end(from); in < end; in++) {
            int next = graph.sender(in);
            if (next < 0 || !reached[next] || !graph.isUsable(graph.back(in))) continue;
            int arc = graph.back(in);
            long first = weighing.first() == Criterion.PRICE ? 0 : graph.value(arc, weighing.first());
            long second = weighing.second() == Criterion.PRICE ? 0 : graph.value(arc, weighing.second());
            long low = lows[next] + weighing.low(first, second);
            long carry = Long.compareUnsigned(low, lows[next]) < 0 ? 1 : 0;
            long high = highs[next] + weighing.high(first, second) + carry;
            boolean equal = high == bestHigh && low == bestLow;
            if (best < 0 || less(high, low, bestHigh, bestLow) || (equal && order.compare(arc, best) < 0)) {
                best = arc;
                bestHigh = high;
                bestLow = low;
            }
        }
        return Optional.of(Path.over(graph, arcs(best, order)));
    }

    private List<Integer> arcs(int firstArc, ArcOrder order) {
        List<Integer> arcs = new ArrayList<>(List.of(firstArc));
        int at = graph.receiver(firstArc);
        while (!roots[at]) {
            int arc = nextArc(at, order);
            arcs.add(arc);
            at = graph.receiver(arc);
        }
        return arcs;
    }

    private int nextArc(int node, ArcOrder order) {
        int best = -1;
        for (int in = graph.first(node), end = graph.end(node); in < end; in++) {
            int next = graph.sender(in);
            if (next < 0 || !reached[next] || next == origin) continue;
            int arc = graph.back(in);
            if (arc == withoutArc || !graph.isUsable(arc)) continue;
            long first = term(node, arc, weighing.first());
            long second = term(node, arc, weighing.second());
            long low = lows[next] + weighing.low(first, second);
            long carry = Long.compareUnsigned(low, lows[next]) < 0 ? 1 : 0;
            if (low != lows[node] || highs[next] + weighing.high(first, second) + carry != highs[node]) continue;
            if (best < 0 || order.compare(arc, best) < 0) best = arc;
        }
        if (best < 0) throw new IllegalStateException("no arc of " + node + " is on its way");
        return best;
    }

    private void relax(int node) {
        for (int arc = graph.first(node), end = graph.end(node); arc < end; arc++) {
            if (!graph.isUsable(arc) || arc == withoutArc) continue;
            int sender = graph.sender(arc);
            if (roots[sender]) continue;
            long first = term(sender, arc, weighing.first());
            long second = term(sender, arc, weighing.second());
            long low = lows[node] + weighing.low(first, second);
            long carry = Long.compareUnsigned(low, lows[node]) < 0 ? 1 : 0;
            long high = highs[node] + weighing.high(first, second) + carry;
            if (reached[sender] && !less(high, low, highs[sender], lows[sender])) continue;
            reached[sender] = true;
            highs[sender] = high;
            lows[sender] = low;
            heap.push(sender);
        }
    }

    private long term(int sender, int arc, Criterion criterion) {
        return sender == origin && criterion == Criterion.PRICE ? 0 : graph.value(arc, criterion);
    }

    private static boolean less(long high, long low, long otherHigh, long otherLow) {
        return high != otherHigh ? high < otherHigh : Long.compareUnsigned(low, otherLow) < 0;
    }
}
