package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import org.jspecify.annotations.Nullable;

/** Numbered nodes and links between them; the order of numbers is that of ids. */
public final class Meshes {
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
                7,
                sequence);
    }

    /** What a node sees over wlan0 that knows its neighbour's id. */
    public static Observation named(int from, int to, int cost, @Nullable Long rttMicros) {
        Observation seen = sees(from, to, cost, rttMicros, 1);
        return new Observation(seen.key(), seen.local(), node(to), cost, rttMicros, seen.bootId(), seen.sequence());
    }

    /** Both ends see the link. */
    public static void link(Network network, int a, int b, int cost) {
        network.observe(sees(a, b, cost));
        network.observe(sees(b, a, cost));
    }

    /** Nodes 0 to size - 1; node 0 is the gateway. */
    public static Network network(int size) {
        Network network = new Network();
        for (int node = 0; node < size; node++) network.join(node(node), node == 0);
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
