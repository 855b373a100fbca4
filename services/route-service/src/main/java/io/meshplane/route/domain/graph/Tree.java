package io.meshplane.route.domain.graph;

import java.util.Arrays;

/**
 * The way of every node to its nearest root by metric, kept up to date change by change.
 *
 * <p>Only distances are kept, 8 bytes a node. The next hop is not remembered but read off them: it is, of the arcs that lie on a
 * shortest way, the first in an {@link ArcOrder} that names things as people do. So it follows from the graph alone, never from the
 * order of events, and a node gets another one only if its own set of shortest next hops changed: the least change there can be.
 *
 * <p>A change costs what it affects (Ramalingam and Reps, "An incremental algorithm for a generalization of the shortest-path
 * problem", 1996): a dearer arc first finds the nodes that lose every shortest way, in the order of their distance, then gives them
 * new ones; a cheaper one spreads from its sender. Costs are at least 1, so no circle holds itself up.
 */
public final class Tree {
    /** The distance where there is no way. */
    public static final long UNREACHABLE = Long.MAX_VALUE;

    private final Graph graph;
    private final Workspace work;
    private final int[] roots;
    private long[] distances;

    private Tree(Graph graph, int[] roots, Workspace work) {
        this.graph = graph;
        this.roots = roots.clone();
        this.work = work;
        this.distances = new long[graph.nodes()];
        recompute();
    }

    /** A tree towards the nearest of some nodes: one gateway, or all of them. */
    public static Tree towards(Graph graph, int... roots) {
        return new Tree(graph, roots, new Workspace());
    }

    /** Another tree of the same graph, which shares what only a running update needs. */
    public Tree another(int... otherRoots) {
        return new Tree(graph, otherRoots, work);
    }

    /** The sum of the costs to the nearest root; 0 at a root, {@link #UNREACHABLE} where there is no way. */
    public long distance(int node) {
        return distances[node];
    }

    /** Computes everything anew. */
    public void recompute() {
        work.begin(graph);
        if (distances.length < graph.nodes()) distances = new long[graph.nodes()];
        Arrays.fill(distances, UNREACHABLE);
        for (int root : roots) {
            distances[root] = 0;
            work.frontier.pushFar(0, root);
        }
        spread(false);
    }

    /** A node was added, as yet without links. */
    public void nodeAdded() {
        int before = distances.length;
        if (graph.nodes() <= before) return;
        distances = Arrays.copyOf(distances, graph.nodes() + graph.nodes() / 8);
        Arrays.fill(distances, before, distances.length, UNREACHABLE);
    }

    /**
     * Follows one changed cost; the tree was up to date before it.
     *
     * @param slot of the arc, with its new cost already set
     * @param before what {@link Graph#setCost} returned
     * @return how many nodes' distances changed; they are {@link #changed(int)} until the next call on any tree of the workspace
     */
    public int changed(int slot, int before) {
        work.begin(graph);
        int now = graph.costs[slot];
        int sender = graph.peers[slot];
        long end = distances[graph.receiver(slot)];
        if (end == UNREACHABLE || now == before) return 0;
        if (Integer.compareUnsigned(now, before) < 0) {
            long through = end + Integer.toUnsignedLong(now);
            if (through < distances[sender]) {
                distances[sender] = through;
                work.mark(sender);
                work.frontier.pushFar(through, sender);
                spread(true);
            }
        } else if (distances[sender] == end + Integer.toUnsignedLong(before)) {
            collectAffected(sender);
            for (int i = 0, affected = work.count(); i < affected; i++) reattach(work.marked(i));
            spread(false); // whom it reaches is marked already
        }
        return work.count();
    }

    /** One of the nodes that the last change concerned. */
    public int changed(int index) {
        return work.marked(index);
    }

    /**
     * Lets the distances in the frontier spread to whoever gains by them.
     *
     * @param marking whether to note who does
     */
    private void spread(boolean marking) {
        Frontier frontier = work.frontier;
        for (long batch = frontier.next(); batch >= 0; batch = frontier.next()) {
            settle(batch, marking);
            frontier.drop();
        }
    }

    /** All that this touches is in locals: it is the place where a nanosecond is paid millions of times. */
    private void settle(long batch, boolean marking) {
        Frontier frontier = work.frontier;
        int[] first = graph.first;
        int[] end = graph.end;
        int[] peers = graph.peers;
        int[] costs = graph.costs;
        long[] known = distances;
        int shift = frontier.shift();
        int[] nodes = frontier.nodes();
        for (int i = 0, size = frontier.size(); i < size; i++) {
            int node = nodes[i];
            long distance = known[node];
            if (distance >>> shift != batch) continue; // it was reached on a shorter way, and is done
            for (int slot = first[node], last = end[node]; slot < last; slot++) {
                int cost = costs[slot];
                if (cost == Graph.ABSENT) continue;
                int sender = peers[slot];
                long through = distance + (cost & 0xffff_ffffL);
                if (through < known[sender]) {
                    known[sender] = through;
                    frontier.push(through, sender);
                    if (marking) work.mark(sender);
                }
            }
        }
    }

    /** Marks every node all of whose shortest ways are gone. By distance: what a node's ways depend on is decided before it. */
    private void collectAffected(int start) {
        Frontier frontier = work.frontier;
        frontier.pushFar(distances[start], start);
        while (frontier.next() >= 0) {
            int[] nodes = frontier.nodes();
            for (int i = 0, size = frontier.size(); i < size; i++) {
                int node = nodes[i];
                if (work.isMarked(node) || keepsAWay(node)) continue;
                work.mark(node);
                pushDependants(node);
            }
            frontier.drop();
        }
    }

    private void pushDependants(int node) {
        long distance = distances[node];
        for (int slot = graph.first[node], last = graph.end[node]; slot < last; slot++) {
            int cost = graph.costs[slot];
            if (cost == Graph.ABSENT) continue;
            int sender = graph.peers[slot];
            long through = distance + Integer.toUnsignedLong(cost);
            if (through == distances[sender]) work.frontier.push(through, sender);
        }
    }

    private boolean keepsAWay(int node) {
        long distance = distances[node];
        if (distance == 0) return true;
        for (int in = graph.first[node], last = graph.end[node]; in < last; in++) {
            int next = graph.peers[in];
            if (next < 0 || distances[next] >= distance || work.isMarked(next)) continue;
            int cost = graph.costs[graph.backs[in]];
            if (cost != Graph.ABSENT && distances[next] + Integer.toUnsignedLong(cost) == distance) return true;
        }
        return false;
    }

    /** Gives an affected node the best way over a node that is not affected; those over affected ones come by {@link #spread}. */
    private void reattach(int node) {
        long best = UNREACHABLE;
        for (int in = graph.first[node], last = graph.end[node]; in < last; in++) {
            int next = graph.peers[in];
            if (next < 0 || work.isMarked(next) || distances[next] == UNREACHABLE) continue;
            int cost = graph.costs[graph.backs[in]];
            if (cost != Graph.ABSENT) best = Math.min(best, distances[next] + Integer.toUnsignedLong(cost));
        }
        distances[node] = best;
        if (best != UNREACHABLE) work.frontier.pushFar(best, node);
    }

    /**
     * The arc that a node sends over: of those on a shortest way the first in the order.
     *
     * @return its slot; -1 at a root and where there is no way
     */
    public int nextArc(int node, ArcOrder order) {
        long distance = distances[node];
        if (distance == 0 || distance == UNREACHABLE) return -1;
        int best = -1;
        for (int in = graph.first[node], last = graph.end[node]; in < last; in++) {
            int next = graph.peers[in];
            if (next < 0 || distances[next] >= distance) continue;
            int slot = graph.backs[in];
            int cost = graph.costs[slot];
            if (cost == Graph.ABSENT || distances[next] + Integer.toUnsignedLong(cost) != distance) continue;
            if (best < 0 || order.compare(slot, best) < 0) best = slot;
        }
        return best;
    }
}
