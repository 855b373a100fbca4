package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A node's way to a destination. All totals are sums over its hops, exactly. A node does not sell to itself: of its own first hop
 * nothing is paid, whatever it asks of others.
 *
 * @param destination the gateway, where the way leads to the internet
 * @param hops in the order of traffic, the first from the node; empty where node and destination are one
 */
public record Route(NodeId node, NodeId destination, List<Hop> hops) {
    private static final int PRICE_BITS_MAX = 256;
    private static final double MILLION = 1e6;

    public Route {
        hops = List.copyOf(hops);
        NodeId at = node;
        for (Hop hop : hops) {
            if (!hop.from().equals(at)) throw new IllegalArgumentException("the route breaks at " + at);
            at = hop.to();
        }
        if (!at.equals(destination)) throw new IllegalArgumentException("the route ends at " + at);
    }

    /** Sum of the costs. */
    public long metric() {
        long sum = 0;
        for (Hop hop : hops) sum += hop.cost();
        return sum;
    }

    /** The hops that somebody else is paid for: all but the first. */
    public List<Hop> sold() {
        return hops.isEmpty() ? hops : hops.subList(1, hops.size());
    }

    /** Sum of the prices paid, a hop without one counting nothing; empty if they are of several assets, or above 2^256 - 1. */
    public Optional<Price> price() {
        if (assets().size() > 1) return Optional.empty();
        BigInteger sum = BigInteger.ZERO;
        for (Hop hop : sold()) {
            if (hop.price() != null)
                sum = sum.add(hop.price().price().perBillionBytes().value());
        }
        return sum.bitLength() > PRICE_BITS_MAX ? Optional.empty() : Optional.of(new Price(new Amount(sum)));
    }

    /** Hops sold by somebody who has set no price; the price is that of the others. */
    public int unpricedHops() {
        int count = 0;
        for (Hop hop : sold()) if (hop.price() == null) count++;
        return count;
    }

    /** What the price is in; empty if no hop that is paid has one, or they differ. */
    public Optional<Asset> asset() {
        List<Asset> assets = assets();
        return assets.size() == 1 ? Optional.of(assets.getFirst()) : Optional.empty();
    }

    private List<Asset> assets() {
        return sold().stream()
                .map(Hop::price)
                .filter(Objects::nonNull)
                .map(PriceTag::asset)
                .distinct()
                .toList();
    }

    /** Sum of the round-trip times; empty if one hop has none. */
    public OptionalLong latencyMicros() {
        long sum = 0;
        for (Hop hop : hops) {
            if (hop.rttMicros() == null) return OptionalLong.empty();
            sum += hop.rttMicros();
        }
        return OptionalLong.of(sum);
    }

    /** Part of what is sent that is lost on the way, in millionths, rounded up; empty if one hop was not measured. */
    public OptionalLong lossPpm() {
        double arriving = 1;
        for (Hop hop : hops) {
            if (hop.lossPpm() == null) return OptionalLong.empty();
            arriving *= 1 - hop.lossPpm() / MILLION;
        }
        return OptionalLong.of((long) Math.ceil((1 - arriving) * MILLION - 1e-6));
    }
}
