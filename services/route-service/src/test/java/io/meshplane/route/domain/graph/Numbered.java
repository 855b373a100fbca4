package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small graphs whose nodes are known by number: names, terms, random links. */
final class Numbered {
    /** Nothing but node numbers; for graphs without parallel links. */
    static ArcOrder order(Graph graph) {
        return order(graph, Geometric.asTheyCame(graph.nodes()));
    }

    /** @param names what each node number is called */
    static ArcOrder order(Graph graph, int[] names) {
        return new ArcOrder() {
            @Override
            public int compare(int slot, int other) {
                return Integer.compare(names[graph.receiver(slot)], names[graph.receiver(other)]);
            }

            @Override
            public long fingerprint(int slot) {
                long mixed =
                        (names[graph.sender(slot)] * 1_000_003L + names[graph.receiver(slot)]) * 0x9E3779B97F4A7C15L;
                return (mixed >>> 33) + 1;
            }
        };
    }

    static Graph empty(int nodes) {
        return new Graph(new int[nodes], 0);
    }

    /** One direction; the other is not usable. */
    static int arc(Graph graph, int from, int to, int metric, int price) {
        return arc(graph, from, to, metric, price, 0);
    }

    static int arc(Graph graph, int from, int to, int metric, int price, int latencyMicros) {
        int slot = find(graph, from, to);
        if (slot < 0) slot = graph.addLink(from, to);
        graph.setCost(slot, metric);
        graph.setTerms(slot, price, latencyMicros, (char) 0);
        return slot;
    }

    static int find(Graph graph, int from, int to) {
        for (int slot = graph.first(to); slot < graph.end(to); slot++) if (graph.sender(slot) == from) return slot;
        return -1;
    }

    /** Connected for the most part; some directions are missing; prices repeat and are often 0. */
    static Graph random(int nodes, int links, int metricMax, int priceMax, Random random) {
        Graph graph = empty(nodes);
        for (int i = 0; i < links; i++) {
            int from = i < nodes - 1 ? i + 1 : random.nextInt(nodes);
            int to = i < nodes - 1 ? random.nextInt(i + 1) : random.nextInt(nodes);
            if (from == to || find(graph, from, to) >= 0) continue;
            int slot = graph.addLink(from, to);
            for (int each : new int[] {slot, graph.back(slot)}) {
                if (random.nextInt(12) > 0) graph.setCost(each, 1 + random.nextInt(metricMax));
                int price = random.nextInt(3) == 0 ? 0 : random.nextInt(priceMax + 1);
                graph.setTerms(each, price, random.nextInt(50), (char) random.nextInt(20));
            }
        }
        return graph;
    }

    /** The slots of all links, usable or not. */
    static List<Integer> slots(Graph graph) {
        List<Integer> slots = new ArrayList<>();
        for (int node = 0; node < graph.nodes(); node++) {
            for (int slot = graph.first(node); slot < graph.end(node); slot++) {
                if (graph.sender(slot) >= 0) slots.add(slot);
            }
        }
        return slots;
    }

    private Numbered() {}
}
