package io.meshplane.route.domain;

import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.graph.Forest;
import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.Loss;
import io.meshplane.route.domain.graph.NodeOrder;
import io.meshplane.route.domain.graph.PriceUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The usable links of a network as a {@link Graph} that follows them one by one, and the trees of its gateways. It is built when routes
 * are first chosen, with near nodes near in memory, and anew when moves have wasted half of its room.
 */
final class Topology {
    private static final int WASTE_ALLOWED = 4096;
    private static final double MILLION = 1e6;
    private static final long U32_MAX = 0xffff_ffffL;

    private final LinkTable links;
    private final int unmeasuredMicros;
    private final List<Node> nodes = new ArrayList<>();
    private @Nullable LinkEnd[] ends = new LinkEnd[0];
    private Graph graph = new Graph(new int[0], 0);
    private Forest forest = Forest.towards(graph);
    private PriceUnit unit = PriceUnit.ONE;
    private Set<Node> roots = Set.of();
    private boolean built;
    private long version;

    /** @param unmeasuredMicros what a hop's latency counts as if nobody measured it */
    Topology(LinkTable links, int unmeasuredMicros) {
        this.links = links;
        this.unmeasuredMicros = unmeasuredMicros;
    }

    /** Rises with everything that is new. */
    long version() {
        return version;
    }

    Graph graph() {
        return graph;
    }

    Forest forest() {
        return forest;
    }

    PriceUnit unit() {
        return unit;
    }

    /** The nodes that routes to the internet lead to. */
    Set<Node> roots() {
        return roots;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    /** Whose arc leaves a slot; null if it is free. */
    @Nullable LinkEnd end(int slot) {
        return slot < ends.length ? ends[slot] : null;
    }

    boolean needsBuilding() {
        return !built || graph.slots() > 4L * graph.links() + WASTE_ALLOWED;
    }

    /** Makes the graph anew of everything that is usable now. Nobody's way changes by it. */
    void build(Collection<Node> everybody) {
        built = false;
        nodes.clear();
        for (Node node : everybody) node.number = Node.NO_NUMBER;
        List<Node> members = everybody.stream().filter(Node::isMember).toList();
        for (int place = 0; place < members.size(); place++) members.get(place).number = place;
        Map<LinkEnd, @Nullable LinkEnd> pairs = pairs();
        int[] order = NodeOrder.breadthFirst(members.size(), numbersOf(pairs.keySet()));
        for (int number = 0; number < order.length; number++) {
            nodes.add(members.get(order[number]));
            members.get(order[number]).number = number;
        }
        int[] numbers = numbersOf(pairs.keySet());
        int[] degrees = new int[members.size()];
        for (int number : numbers) degrees[number]++;
        graph = new Graph(degrees, pairs.size() / 4 + 64);
        graph.onMove(this::moved);
        ends = new LinkEnd[graph.slots()];
        pairs.forEach((end, other) -> {
            int slot = graph.addLink(end.node.number, peer(end).number);
            take(slot, end);
            if (other != null) take(graph.back(slot), other);
        });
        built = true;
        forest = Forest.towards(graph, numbersOf(roots));
        version++;
    }

    /** Usable ends, each with the one at the other side of the same link; one that has none stands alone. */
    private Map<LinkEnd, @Nullable LinkEnd> pairs() {
        Map<LinkEnd, @Nullable LinkEnd> pairs = new LinkedHashMap<>();
        Set<LinkEnd> paired = new HashSet<>();
        for (LinkEnd end : links.ends().values()) {
            end.slot = LinkEnd.NOWHERE;
            if (end.hop == null || !paired.add(end)) continue;
            LinkEnd other = null;
            for (LinkEnd mirror : links.mirrors(end)) {
                boolean fits = mirror.hop != null && mirror.node == end.peer && mirror.peer == end.node;
                if (other == null && fits && paired.add(mirror)) other = mirror;
            }
            pairs.put(end, other);
        }
        return pairs;
    }

    private static int[] numbersOf(Set<LinkEnd> ends) {
        int[] numbers = new int[2 * ends.size()];
        int size = 0;
        for (LinkEnd end : ends) {
            numbers[size++] = end.node.number;
            numbers[size++] = peer(end).number;
        }
        return numbers;
    }

    private static int[] numbersOf(Collection<Node> nodes) {
        return nodes.stream().mapToInt(node -> node.number).sorted().toArray();
    }

    private static Node peer(LinkEnd end) {
        if (end.peer == null) throw new IllegalStateException("a usable link to nobody: " + end.key());
        return end.peer;
    }

    private void moved(int from, int to) {
        if (to >= ends.length) ends = Arrays.copyOf(ends, Math.max(graph.slots(), to + 1));
        LinkEnd end = ends[from];
        ends[from] = null;
        ends[to] = end;
        if (end != null) end.slot = to;
    }

    private void take(int slot, LinkEnd end) {
        if (slot >= ends.length) ends = Arrays.copyOf(ends, Math.max(graph.slots(), slot + 1));
        ends[slot] = end;
        end.slot = slot;
        writeTerms(end);
        Hop hop = end.hop;
        if (hop != null) cost(slot, hop.cost());
    }

    /** An end, its neighbour or its terms differ now. */
    void follow(LinkEnd end) {
        version++;
        if (!built) return;
        Hop hop = end.hop;
        boolean elsewhere = end.slot >= 0 && (end.peer == null || graph.receiver(end.slot) != end.peer.number);
        if (elsewhere) remove(end);
        if (hop == null) {
            if (end.slot >= 0) cost(end.slot, Graph.ABSENT);
        } else if (end.slot >= 0) {
            writeTerms(end);
            cost(end.slot, hop.cost());
        } else {
            take(place(end), end);
        }
    }

    /** The other direction of what its mirror has, or a new link. */
    private int place(LinkEnd end) {
        Node peer = peer(end);
        for (LinkEnd mirror : links.mirrors(end)) {
            if (mirror.slot < 0 || mirror.node != peer || graph.receiver(mirror.slot) != end.node.number) continue;
            int back = graph.back(mirror.slot);
            if (end(back) == null) return back;
        }
        return graph.addLink(number(end.node), number(peer));
    }

    /** Takes an end out of the graph. */
    void remove(LinkEnd end) {
        version++;
        if (end.slot < 0) return;
        int slot = end.slot;
        cost(slot, Graph.ABSENT);
        ends[slot] = null;
        end.slot = LinkEnd.NOWHERE;
        if (end(graph.back(slot)) == null) graph.removeLink(slot);
    }

    private void cost(int slot, int cost) {
        int before = graph.setCost(slot, cost);
        if (built && before != cost) forest.changed(slot, before);
    }

    private int number(Node node) {
        if (node.number == Node.NO_NUMBER) {
            node.number = graph.addNode();
            nodes.add(node);
            forest.nodeAdded();
        }
        return node.number;
    }

    private void writeTerms(LinkEnd end) {
        Hop hop = end.hop;
        if (hop == null) return;
        int price = hop.price() == null ? 0 : unit.unitsRoundedUp(hop.price().price());
        int latency = hop.rttMicros() == null ? unmeasuredMicros : (int) Math.min(hop.rttMicros(), U32_MAX);
        char loss = hop.lossPpm() == null ? 0 : Loss.of(1 - hop.lossPpm() / MILLION);
        graph.setTerms(end.slot, price, latency, loss);
    }

    /** Counts prices in the unit that they have in common; where there is none that fits, in a coarse one. */
    void count(Collection<Price> prices) {
        PriceUnit common = PriceUnit.of(prices).orElseGet(() -> PriceUnit.coarse(prices));
        if (common.equals(unit)) return;
        unit = common;
        version++;
        for (LinkEnd end : links.ends().values()) if (end.slot >= 0) writeTerms(end);
    }

    /** Who reaches the internet now; returns whether it differs. Members only. */
    boolean rootsAre(Set<Node> now) {
        if (now.equals(roots)) return false;
        roots = Set.copyOf(now);
        version++;
        if (built) {
            for (Node root : roots) number(root);
            forest = Forest.towards(graph, numbersOf(roots));
        }
        return true;
    }
}
