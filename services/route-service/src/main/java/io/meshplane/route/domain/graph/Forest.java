package io.meshplane.route.domain.graph;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A {@link Tree} for every gateway, kept up to date change by change, and the nearest gateway of every node. Changes are taken in one
 * by one; whose nearest distance they moved is told when asked ({@link #settle}), so that a link that flaps within a batch concerns
 * nobody. Takes 8 bytes a node and gateway, and 12 a node.
 */
public final class Forest {
    private final Graph graph;
    private final int[] roots;
    private final Tree[] trees;
    private long[] nearest;
    private boolean[] touched;
    private int[] list = new int[1024];
    private int size;

    private Forest(Graph graph, int[] roots) {
        this.graph = graph;
        this.roots = roots.clone();
        trees = new Tree[roots.length];
        nearest = new long[graph.nodes()];
        touched = new boolean[graph.nodes()];
        Tree first = Tree.towards(graph);
        for (int i = 0; i < roots.length; i++) trees[i] = first.another(roots[i]);
        for (int node = 0; node < nearest.length; node++) nearest[node] = least(node);
    }

    /** The trees towards some nodes. */
    public static Forest towards(Graph graph, int... roots) {
        return new Forest(graph, roots);
    }

    /** The nodes that all ways lead to. */
    public int[] roots() {
        return roots.clone();
    }

    /** The sum of the costs to the nearest root as of the last {@link #settle}; {@link Tree#UNREACHABLE} where there is no way. */
    public long distance(int node) {
        return nearest[node];
    }

    /** The sum of the costs to one root, by its place among {@link #roots}. */
    public long distance(int node, int root) {
        return trees[root].distance(node);
    }

    /** A node was added, as yet without links. */
    public void nodeAdded() {
        for (Tree tree : trees) tree.nodeAdded();
        int before = nearest.length;
        if (graph.nodes() <= before) return;
        nearest = Arrays.copyOf(nearest, graph.nodes() + graph.nodes() / 8);
        touched = Arrays.copyOf(touched, nearest.length);
        Arrays.fill(nearest, before, nearest.length, Tree.UNREACHABLE);
    }

    /** Follows one changed cost in every tree; see {@link Tree#changed(int, int)}. */
    public void changed(int slot, int before) {
        for (Tree tree : trees) {
            for (int i = 0, count = tree.changed(slot, before); i < count; i++) touch(tree.changed(i));
        }
    }

    private void touch(int node) {
        if (touched[node]) return;
        touched[node] = true;
        if (size == list.length) list = Arrays.copyOf(list, size * 2);
        list[size++] = node;
    }

    /** Brings the nearest distances up to date, and tells the nodes whose distance differs from that before. */
    public void settle(IntConsumer moved) {
        for (int i = 0; i < size; i++) {
            int node = list[i];
            touched[node] = false;
            long now = least(node);
            if (now == nearest[node]) continue;
            nearest[node] = now;
            moved.accept(node);
        }
        size = 0;
    }

    private long least(int node) {
        long least = Tree.UNREACHABLE;
        for (Tree tree : trees) least = Math.min(least, tree.distance(node));
        return least;
    }

    /**
     * The arc that a node sends over towards its nearest root: of those on a shortest way the first in the order.
     *
     * @return its slot; -1 at a root and where there is no way
     */
    public int nextArc(int node, ArcOrder order) {
        long distance = nearest[node];
        if (distance == 0 || distance == Tree.UNREACHABLE) return -1;
        int best = -1;
        for (int in = graph.first(node), last = graph.end(node); in < last; in++) {
            int next = graph.sender(in);
            if (next < 0 || nearest[next] >= distance) continue;
            int slot = graph.back(in);
            if (!graph.isUsable(slot) || nearest[next] + graph.value(slot, Criterion.METRIC) != distance) continue;
            if (best < 0 || order.compare(slot, best) < 0) best = slot;
        }
        return best;
    }
}
