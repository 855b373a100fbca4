package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Price;

/** One difference to the mesh as it is, to be tried ({@link MeshTools#whatIf}). */
public sealed interface PlannedChange {
    /** An interface asks another price. */
    record Reprice(Port port, Price price) implements PlannedChange {}

    /** A direction costs another metric; {@link Observation#DOWN} = it is cut. */
    record Recost(LinkKey link, int cost) implements PlannedChange {
        public Recost {
            if (cost < 1 || cost > Observation.DOWN)
                throw new IllegalArgumentException("cost outside 1-65535: " + cost);
        }
    }

    /** All links between two nodes are cut. */
    record Cut(NodeId one, NodeId other) implements PlannedChange {}

    /** A new link, on the same terms in both directions; a node that the network does not know is a new one. */
    record Join(NodeId one, NodeId other, int cost, Price price, long latencyMicros) implements PlannedChange {
        public Join {
            if (one.equals(other)) throw new IllegalArgumentException("a link to itself");
            if (cost < 1 || cost >= Observation.DOWN)
                throw new IllegalArgumentException("cost outside 1-65534: " + cost);
            if (latencyMicros < 0 || latencyMicros > 0xffff_ffffL)
                throw new IllegalArgumentException("latency outside 0-2^32-1 µs: " + latencyMicros);
        }
    }

    /** A node is gone, with all its links. */
    record Leave(NodeId node) implements PlannedChange {}
}
