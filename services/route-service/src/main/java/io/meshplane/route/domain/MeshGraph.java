package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.graph.ArcOrder;
import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.NodeOrder;
import io.meshplane.route.domain.graph.PriceUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The usable links of a network as a {@link Graph}, and who is who in it. It stays as it was made; facts that come later are not in it. */
public final class MeshGraph {
    private final NodeId[] names;
    private final Map<NodeId, Integer> numbers = new HashMap<>();
    private final int[] gateways;
    private final Graph graph;
    private final PriceUnit unit;
    private final Link[] links; // by slot; null where a direction is not usable

    /** How one end of a link meets the other. */
    private record Ends(NodeId from, NodeId to, LinkAddress local, LinkAddress peer) {
        static Ends of(Link link, NodeId to) {
            return new Ends(
                    link.seen().node(), to, link.seen().local(), link.seen().peer());
        }

        Ends turned() {
            return new Ends(to, from, peer, local);
        }
    }

    private MeshGraph(Network network, List<Link> usable, PriceUnit unit, int unmeasuredMicros) {
        this.unit = unit;
        NodeId[] members = network.members().keySet().toArray(NodeId[]::new);
        int[] order = NodeOrder.breadthFirst(members.length, ends(members, usable));
        names = new NodeId[members.length];
        for (int number = 0; number < order.length; number++) {
            names[number] = members[order[number]];
            numbers.put(names[number], number);
        }
        gateways = network.members().entrySet().stream()
                .filter(Map.Entry::getValue)
                .mapToInt(member -> number(member.getKey()))
                .toArray();
        Map<Ends, Integer> pairs = new HashMap<>();
        for (Link link : usable) pairs.putIfAbsent(Ends.of(link, peer(link)), pairs.size());
        int[] degrees = new int[names.length];
        for (Ends ends : pairs.keySet()) {
            boolean first = !pairs.containsKey(ends.turned()) || pairs.get(ends) < pairs.get(ends.turned());
            if (!first) continue;
            degrees[number(ends.from())]++;
            degrees[number(ends.to())]++;
        }
        graph = new Graph(degrees, 0);
        links = new Link[2 * Arrays.stream(degrees).sum()];
        Map<Ends, Integer> slots = new HashMap<>();
        for (Link link : usable) put(link, slots, network.prices(), unmeasuredMicros);
    }

    /**
     * Makes the graph.
     *
     * @param ends as {@link LinkRules#links} orders them
     * @param unmeasuredMicros what a hop's latency counts as if nobody measured it
     * @return empty if the prices have no common unit that fits ({@link PriceUnit#of})
     */
    public static Optional<MeshGraph> of(Network network, List<Link> ends, int unmeasuredMicros) {
        List<Price> prices =
                network.prices().values().stream().map(PriceTag::price).toList();
        List<Link> usable =
                ends.stream().filter(end -> end.status() == Link.Status.USABLE).toList();
        return PriceUnit.of(prices).map(unit -> new MeshGraph(network, usable, unit, unmeasuredMicros));
    }

    private static int[] ends(NodeId[] members, List<Link> usable) {
        Map<NodeId, Integer> places = new HashMap<>();
        for (int place = 0; place < members.length; place++) places.put(members[place], place);
        int[] ends = new int[2 * usable.size()];
        for (int i = 0; i < usable.size(); i++) {
            ends[2 * i] = places.getOrDefault(usable.get(i).seen().node(), 0);
            ends[2 * i + 1] = places.getOrDefault(peer(usable.get(i)), 0);
        }
        return ends;
    }

    private static NodeId peer(Link link) {
        NodeId peer = link.peer();
        if (peer == null)
            throw new IllegalArgumentException(
                    "a usable link to nobody: " + link.seen().key());
        return peer;
    }

    private void put(Link link, Map<Ends, Integer> slots, Map<Port, PriceTag> prices, int unmeasuredMicros) {
        Ends ends = Ends.of(link, peer(link));
        Integer known = slots.get(ends);
        if (known != null) return; // the same end seen over two interfaces' keys: the first in order counts
        Integer other = slots.get(ends.turned());
        int slot = other != null ? graph.back(other) : graph.addLink(number(ends.from()), number(ends.to()));
        slots.put(ends, slot);
        links[slot] = link;
        PriceTag tag = prices.get(link.seen().key().port());
        Long rtt = link.seen().rttMicros();
        graph.setCost(slot, link.seen().cost());
        graph.setTerms(
                slot,
                tag == null ? 0 : unit.units(tag.price()),
                rtt == null ? unmeasuredMicros : (int) Math.min(rtt, 0xffff_ffffL),
                (char) 0);
    }

    public Graph graph() {
        return graph;
    }

    /** What the graph's prices are counted in. */
    public PriceUnit unit() {
        return unit;
    }

    /** The numbers of all gateways. */
    public int[] gateways() {
        return gateways.clone();
    }

    public NodeId name(int number) {
        return names[number];
    }

    /** The number of a member. */
    public int number(NodeId node) {
        Integer number = numbers.get(node);
        if (number == null) throw new IllegalArgumentException("no member: " + node);
        return number;
    }

    /** What a slot's arc was made of; null if it is not usable. */
    public @Nullable Link link(int slot) {
        return slot < links.length ? links[slot] : null;
    }

    /** Arcs by the id of the receiver, then by interface and peer address. */
    public ArcOrder order() {
        return new ArcOrder() {
            @Override
            public int compare(int slot, int other) {
                int byReceiver = names[graph.receiver(slot)].value().compareTo(names[graph.receiver(other)].value());
                return byReceiver != 0 ? byReceiver : key(slot).compareTo(key(other));
            }

            @Override
            public long fingerprint(int slot) {
                long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
                for (char c : key(slot).toString().toCharArray()) hash = (hash ^ c) * 0x100000001b3L;
                return (hash >>> Integer.SIZE) | 1;
            }
        };
    }

    private LinkKey key(int slot) {
        Link link = links[slot];
        if (link == null) throw new IllegalArgumentException("no usable arc: " + slot);
        return link.seen().key();
    }
}
