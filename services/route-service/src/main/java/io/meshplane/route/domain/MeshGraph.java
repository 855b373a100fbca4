package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.route.domain.graph.ArcOrder;
import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.Path;
import io.meshplane.route.domain.graph.PriceUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The usable links of a network at one moment as a graph of its own, and who is who in it: for questions that take their time. */
public final class MeshGraph {
    private final Graph graph;
    private final NodeId[] names;
    private final Map<NodeId, Integer> numbers = new HashMap<>();
    private final boolean[] members;
    private final int[] gateways;
    private final PriceUnit unit;
    private final RoutePolicy policy;
    private final @Nullable Hop[] hops;
    private final ArcNames.@Nullable Name[] arcs;

    MeshGraph(Topology topology, RoutePolicy policy) {
        graph = topology.graph().copy();
        names = new NodeId[graph.nodes()];
        members = new boolean[graph.nodes()];
        for (int number = 0; number < names.length; number++) {
            Node node = topology.node(number);
            names[number] = node.id;
            members[number] = node.isMember();
            numbers.put(node.id, number);
        }
        gateways =
                topology.roots().stream().mapToInt(root -> root.number).sorted().toArray();
        unit = topology.unit();
        this.policy = policy;
        hops = new Hop[graph.slots()];
        arcs = new ArcNames.Name[graph.slots()];
        for (int slot = 0; slot < hops.length; slot++) {
            LinkEnd end = topology.end(slot);
            if (end == null) continue;
            hops[slot] = end.hop;
            arcs[slot] = new ArcNames.Name(end.key(), end.fingerprint);
        }
    }

    /** Nobody else changes it; who does takes a copy. */
    public Graph graph() {
        return graph;
    }

    /** What the graph's prices are counted in. */
    public PriceUnit unit() {
        return unit;
    }

    /** By what the network chooses. */
    public RoutePolicy policy() {
        return policy;
    }

    /** The numbers of the gateways that lead to the internet now. */
    public int[] gateways() {
        return gateways.clone();
    }

    public NodeId name(int number) {
        return names[number];
    }

    /** Whether the node of a number is enrolled; others are in the graph without links. */
    public boolean isMember(int number) {
        return members[number];
    }

    /** The number of a node; empty if it has never had a link. */
    public Optional<Integer> number(NodeId node) {
        return Optional.ofNullable(numbers.get(node));
    }

    /** What a slot's arc was made of; null if it is not usable. */
    public @Nullable Hop hop(int slot) {
        return slot < hops.length ? hops[slot] : null;
    }

    /** The slot of a direction; -1 if it is not usable. */
    public int slot(LinkKey link) {
        Integer from = numbers.get(link.port().node());
        if (from == null) return -1;
        for (int in = graph.first(from); in < graph.end(from); in++) {
            if (graph.sender(in) < 0) continue;
            Hop hop = hop(graph.back(in));
            if (hop != null && hop.link().equals(link)) return graph.back(in);
        }
        return -1;
    }

    /** The usable arcs that leave over an interface. */
    public int[] slots(Port port) {
        List<Integer> slots = new ArrayList<>();
        int from = numbers.getOrDefault(port.node(), -1);
        if (from < 0) return new int[0];
        for (int in = graph.first(from); in < graph.end(from); in++) {
            if (graph.sender(in) < 0) continue;
            Hop hop = hop(graph.back(in));
            if (hop != null && hop.link().port().equals(port)) slots.add(graph.back(in));
        }
        return slots.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A path of {@link #graph} in the network's words. */
    public Route route(int from, Path path) {
        List<Hop> way = new ArrayList<>();
        for (Path.Step step : path.steps()) {
            Hop hop = hop(step.arc());
            if (hop == null) throw new IllegalArgumentException("no usable arc: " + step.arc());
            way.add(hop);
        }
        return new Route(
                names[from], way.isEmpty() ? names[from] : way.getLast().to(), way);
    }

    /** Arcs of {@link #graph} by names. */
    public ArcOrder order() {
        return new ArcNames(graph, number -> names[number], slot -> slot < arcs.length ? arcs[slot] : null);
    }
}
