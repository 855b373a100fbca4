package io.meshplane.route.domain;

import java.util.Arrays;

/**
 * The cheapest way of every node to any gateway: Dijkstra from all gateways at once, against the traffic, with a 4-ary heap in
 * flat arrays. A metric is a sum of at most 2^31 costs below 2^16, so 64 bits never wrap. Where two ways cost the same, the one
 * over the next node with the lower id is taken, then the interface with the lower name: input order plays no part.
 */
final class ShortestPaths {
    static final long UNREACHABLE = Long.MAX_VALUE;
    private static final int CHILDREN = 4;

    private final Mesh mesh;
    private final long[] metrics;
    private final int[] nextNode;
    private final int[] nextArc;
    private final int[] heap;
    private final int[] placeInHeap;
    private int heapSize;

    private ShortestPaths(Mesh mesh) {
        int size = mesh.size();
        this.mesh = mesh;
        metrics = new long[size];
        nextNode = new int[size];
        nextArc = new int[size];
        heap = new int[size];
        placeInHeap = new int[size];
        Arrays.fill(metrics, UNREACHABLE);
        Arrays.fill(nextNode, -1);
        Arrays.fill(nextArc, -1);
        Arrays.fill(placeInHeap, -1);
    }

    static ShortestPaths in(Mesh mesh) {
        ShortestPaths paths = new ShortestPaths(mesh);
        paths.settleAll();
        paths.chooseNextHops();
        return paths;
    }

    /** Sum of costs to the best gateway; 0 for a gateway, {@link #UNREACHABLE} where there is no way. */
    long metric(int node) {
        return metrics[node];
    }

    /** The next node on the way, or -1 at a gateway or where there is no way. */
    int nextNode(int node) {
        return nextNode[node];
    }

    /** The arc to {@link #nextNode}, or -1. */
    int nextArc(int node) {
        return nextArc[node];
    }

    private void settleAll() {
        for (int node = 0; node < mesh.size(); node++) if (mesh.isGateway(node)) lower(node, 0);
        while (heapSize > 0) {
            int node = takeNearest();
            for (int arc = mesh.firstArcTo(node); arc < mesh.firstArcTo(node + 1); arc++) {
                lower(mesh.sender(arc), metrics[node] + mesh.cost(arc));
            }
        }
    }

    /** Receivers come by ascending id and their arcs in order: the first arc that gives the metric is the one to keep. */
    private void chooseNextHops() {
        for (int node = 0; node < mesh.size(); node++) {
            if (metrics[node] == UNREACHABLE) continue;
            for (int arc = mesh.firstArcTo(node); arc < mesh.firstArcTo(node + 1); arc++) {
                int sender = mesh.sender(arc);
                if (nextArc[sender] < 0 && metrics[node] + mesh.cost(arc) == metrics[sender]) {
                    nextNode[sender] = node;
                    nextArc[sender] = arc;
                }
            }
        }
    }

    private void lower(int node, long metric) {
        if (metric >= metrics[node]) return;
        metrics[node] = metric;
        if (placeInHeap[node] < 0) placeInHeap[node] = heapSize++;
        siftUp(placeInHeap[node], node);
    }

    private int takeNearest() {
        int nearest = heap[0];
        int last = heap[--heapSize];
        if (heapSize > 0) siftDown(last);
        placeInHeap[nearest] = -1; // settled: costs are at least 1, nothing lowers it again
        return nearest;
    }

    private void siftUp(int from, int node) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / CHILDREN;
            if (metrics[heap[parent]] <= metrics[node]) break;
            put(place, heap[parent]);
            place = parent;
        }
        put(place, node);
    }

    private void siftDown(int node) {
        int place = 0;
        while (true) {
            int first = place * CHILDREN + 1;
            int best = -1;
            for (int child = first; child < Math.min(first + CHILDREN, heapSize); child++) {
                if (best < 0 || metrics[heap[child]] < metrics[heap[best]]) best = child;
            }
            if (best < 0 || metrics[heap[best]] >= metrics[node]) break;
            put(place, heap[best]);
            place = best;
        }
        put(place, node);
    }

    private void put(int place, int node) {
        heap[place] = node;
        placeInHeap[node] = place;
    }
}
