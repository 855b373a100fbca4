package io.meshplane.bench.telemetry.speed;

import java.util.List;

/**
 * What receivers of a network keep.
 *
 * @param saidBytes what the receivers say that they keep: the service bounds its memory by it
 */
public record StateFigure(List<Kind> kinds, long saidBytes) {
    /**
     * Nodes that send alike.
     *
     * @param node recording that they send
     * @param heldBytes of the heap, for all of them
     */
    public record Kind(String node, int nodes, long heldBytes) {
        /** Of one node. */
        public double heldBytesEach() {
            return (double) heldBytes / nodes;
        }
    }

    public StateFigure {
        kinds = List.copyOf(kinds);
    }

    /** Nodes of all kinds. */
    public int nodes() {
        return kinds.stream().mapToInt(Kind::nodes).sum();
    }

    /** Of the heap, for all nodes. */
    public long heldBytes() {
        return kinds.stream().mapToLong(Kind::heldBytes).sum();
    }
}
