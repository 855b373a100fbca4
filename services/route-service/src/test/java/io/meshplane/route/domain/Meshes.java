package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.Membership.Role;
import io.meshplane.route.domain.Network.Change;
import io.meshplane.route.domain.graph.Hysteresis;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Numbered nodes and links between them; the order of numbers is that of ids. */
public final class Meshes {
    /** When everything happens of which no time is said. */
    public static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    public static final Asset ASSET = Asset.coinOf(100);

    public static NodeId node(int number) {
        StringBuilder digits = new StringBuilder();
        for (int shift = 0; shift < 26; shift++) {
            int digit = shift < 6 ? (number >>> (5 * shift)) & 31 : 0;
            digits.append("234567abcdefghijklmnopqrstuvwxyz".charAt(digit));
        }
        return new NodeId("n" + digits.reverse());
    }

    public static LinkAddress address(int node) {
        return new LinkAddress(0xfe80_0000_0000_0000L, node + 1L);
    }

    /** What a node sees over wlan0. */
    public static Observation sees(int from, int to, int cost) {
        return sees(from, to, cost, null, 1);
    }

    public static Observation sees(int from, int to, int cost, @Nullable Long rttMicros, long sequence) {
        return new Observation(
                new LinkKey(new Port(node(from), "wlan0"), address(to)),
                address(from),
                null,
                cost,
                rttMicros,
                null,
                7,
                sequence);
    }

    /** What a node sees over wlan0 that knows its neighbour's id. */
    public static Observation named(int from, int to, int cost, @Nullable Long rttMicros) {
        Observation seen = sees(from, to, cost, rttMicros, 1);
        return new Observation(
                seen.key(), seen.local(), node(to), cost, rttMicros, null, seen.bootId(), seen.sequence());
    }

    /** Both ends see the link. */
    public static void link(Network network, int a, int b, int cost) {
        observe(network, sees(a, b, cost));
        observe(network, sees(b, a, cost));
    }

    public static Change observe(Network network, Observation seen) {
        return network.observe(seen, NOW);
    }

    public static Change join(Network network, NodeId node, boolean gateway) {
        Role role = gateway ? Role.GATEWAY : Role.RELAY;
        Change change = network.join(node, new Membership(role, "name of " + node), NOW);
        network.heard(node, NOW);
        return change;
    }

    public static Change ask(Network network, Port port, @Nullable PriceTag tag) {
        return network.price(port, tag, NOW);
    }

    /** The routes of all members that have one, brought up to date. */
    public static SortedMap<NodeId, Route> routes(Network network) {
        network.choose(NOW);
        SortedMap<NodeId, Route> routes = new TreeMap<>(Comparator.comparing(NodeId::value));
        for (NodeId node : network.members("", Integer.MAX_VALUE)) {
            network.route(node).ifPresent(route -> routes.put(node, route));
        }
        return routes;
    }

    /** Every end of the network by node, interface and peer. */
    public static List<Link> links(Network network) {
        return network.links(null, Integer.MAX_VALUE, NOW);
    }

    /** Nobody, nothing; every better way is taken, by the lowest metric. */
    public static Network empty() {
        return new Network(rules(Duration.ofSeconds(60), Duration.ZERO, 1000));
    }

    public static RouteRules rules(Duration freshness, Duration settling, int factorThousandths) {
        return new RouteRules(
                new LinkTrust(settling),
                Freshness.of(freshness),
                new Hysteresis(factorThousandths),
                RoutePolicy.USUAL,
                Duration.ofSeconds(1));
    }

    /** Nodes 0 to size - 1, all heard a moment ago; node 0 is the gateway. */
    public static Network network(int size) {
        return members(empty(), size);
    }

    /** The same with other rules. */
    public static Network network(int size, RouteRules rules) {
        return members(new Network(rules), size);
    }

    private static Network members(Network network, int size) {
        for (int node = 0; node < size; node++) join(network, node(node), node == 0);
        return network;
    }

    public static Port port(int node) {
        return new Port(node(node), "wlan0");
    }

    public static PriceTag price(long perBillionBytes) {
        return new PriceTag(Price.of(perBillionBytes), ASSET);
    }

    private Meshes() {}
}
