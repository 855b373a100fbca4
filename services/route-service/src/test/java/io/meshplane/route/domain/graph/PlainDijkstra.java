package io.meshplane.route.domain.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The textbook's search over objects: slow, and shares nothing with the trees it checks. */
final class PlainDijkstra {
    private record Entry(long distance, int node) {}

    static long[] metrics(Graph graph, int... roots) {
        long[] distances = new long[graph.nodes()];
        Arrays.fill(distances, Tree.UNREACHABLE);
        PriorityQueue<Entry> queue = new PriorityQueue<>(Comparator.comparingLong(Entry::distance));
        for (int root : roots) {
            distances[root] = 0;
            queue.add(new Entry(0, root));
        }
        while (!queue.isEmpty()) {
            Entry entry = queue.remove();
            if (entry.distance() > distances[entry.node()]) continue;
            for (int slot = graph.first(entry.node()); slot < graph.end(entry.node()); slot++) {
                if (!graph.isUsable(slot)) continue;
                long through = entry.distance() + graph.value(slot, Criterion.METRIC);
                if (through >= distances[graph.sender(slot)]) continue;
                distances[graph.sender(slot)] = through;
                queue.add(new Entry(through, graph.sender(slot)));
            }
        }
        return distances;
    }

    private PlainDijkstra() {}
}
