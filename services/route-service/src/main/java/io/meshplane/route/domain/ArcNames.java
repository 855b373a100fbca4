package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.route.domain.graph.ArcOrder;
import io.meshplane.route.domain.graph.Graph;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Arcs by the id of the receiver, then by interface and peer address of the sender; a slot without a name comes last. */
final class ArcNames implements ArcOrder {
    private final Graph graph;
    private final IntFunction<NodeId> names;
    private final IntFunction<@Nullable Name> arcs;

    /** What an arc is called, and the number made of it. */
    record Name(LinkKey key, long fingerprint) {}

    /**
     * An order.
     *
     * @param names of nodes by number
     * @param arcs by slot; null where a slot has no name
     */
    ArcNames(Graph graph, IntFunction<NodeId> names, IntFunction<@Nullable Name> arcs) {
        this.graph = graph;
        this.names = names;
        this.arcs = arcs;
    }

    @Override
    public int compare(int slot, int other) {
        int byReceiver = names.apply(graph.receiver(slot))
                .value()
                .compareTo(names.apply(graph.receiver(other)).value());
        if (byReceiver != 0) return byReceiver;
        Name one = arcs.apply(slot);
        Name two = arcs.apply(other);
        if (one == null || two == null) return Boolean.compare(one == null, two == null);
        return one.key().compareTo(two.key());
    }

    @Override
    public long fingerprint(int slot) {
        Name name = arcs.apply(slot);
        if (name != null) return name.fingerprint();
        String ends = names.apply(graph.sender(slot)) + "/"
                + names.apply(graph.receiver(slot)); // a link that is only supposed
        return (ends.hashCode() & 0xffff_ffffL) | 1;
    }
}
