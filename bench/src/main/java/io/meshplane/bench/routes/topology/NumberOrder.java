package io.meshplane.bench.routes.topology;

import io.meshplane.route.domain.graph.ArcOrder;
import io.meshplane.route.domain.graph.Graph;

/** Arcs by the number of the receiver, which is a node's name here; parallel ones by their slot, for nothing moves. */
record NumberOrder(Graph graph) implements ArcOrder {
    @Override
    public int compare(int slot, int other) {
        int byReceiver = Integer.compare(graph.receiver(slot), graph.receiver(other));
        return byReceiver != 0 ? byReceiver : Integer.compare(slot, other);
    }

    @Override
    public long fingerprint(int slot) {
        long mixed = (graph.sender(slot) * 1_000_003L + graph.receiver(slot)) * 0x9E3779B97F4A7C15L;
        return (mixed >>> 33) + 1;
    }
}
