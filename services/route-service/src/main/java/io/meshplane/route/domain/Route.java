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
 * A node's way to the internet. All totals are sums over its hops.
 *
 * @param hops in the order of traffic, the first from the node; empty for a gateway
 */
public record Route(NodeId node, NodeId gateway, List<Hop> hops) {
    private static final int PRICE_BITS_MAX = 256;

    public Route {
        hops = List.copyOf(hops);
        NodeId at = node;
        for (Hop hop : hops) {
            if (!hop.from().equals(at)) throw new IllegalArgumentException("the route breaks at " + at);
            at = hop.to();
        }
        if (!at.equals(gateway)) throw new IllegalArgumentException("the route ends at " + at);
    }

    /** Sum of the costs. */
    public long metric() {
        return hops.stream().mapToLong(Hop::cost).sum();
    }

    /** Sum of the prices, a hop without one counting nothing; empty if they are of several assets, or above 2^256 - 1. */
    public Optional<Price> price() {
        if (assets().size() > 1) return Optional.empty();
        BigInteger sum = BigInteger.ZERO;
        for (Hop hop : hops) {
            if (hop.price() != null)
                sum = sum.add(hop.price().price().perBillionBytes().value());
        }
        return sum.bitLength() > PRICE_BITS_MAX ? Optional.empty() : Optional.of(new Price(new Amount(sum)));
    }

    /** What the price is in; empty if no hop has one, or they differ. */
    public Optional<Asset> asset() {
        List<Asset> assets = assets();
        return assets.size() == 1 ? Optional.of(assets.getFirst()) : Optional.empty();
    }

    private List<Asset> assets() {
        return hops.stream()
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
}
