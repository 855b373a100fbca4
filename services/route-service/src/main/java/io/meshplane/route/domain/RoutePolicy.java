package io.meshplane.route.domain;

import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.graph.Balance;
import io.meshplane.route.domain.graph.Policy;
import io.meshplane.route.domain.graph.PriceUnit;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * By what a network chooses its ways.
 *
 * @param factorThousandths of {@link Kind#BALANCED}: how much the metric counts against the price, 1 to 10,000; 1900 is usual
 * @param floor of {@link Kind#BALANCED}: the price below which cheaper is not better; null = one unit, the greatest common divisor of
 *     the network's prices
 */
public record RoutePolicy(
        Kind kind, int factorThousandths, @Nullable Price floor) {
    /** Where a network has set none: the lowest metric, which is where its routers go by themselves. */
    public static final RoutePolicy USUAL = of(Kind.NEAREST);

    /** What decides first. */
    public enum Kind {
        /** The lowest metric, as Babel chooses; of equal ones the lower price. */
        NEAREST,
        /** The lowest price; of equal ones the lower metric. */
        CHEAPEST,
        /** The lowest latency; of equal ones the lower metric. */
        FASTEST,
        /** Price against metric: log2(max(price, floor)) + factor · log2(metric). */
        BALANCED
    }

    public RoutePolicy {
        var _ = new Balance(1, factorThousandths); // it knows the range
    }

    /** With the usual factor and floor. */
    public static RoutePolicy of(Kind kind) {
        return new RoutePolicy(kind, Balance.USUAL.factorThousandths(), null);
    }

    /** In the graph's terms. */
    public Policy in(PriceUnit unit) {
        return switch (kind) {
            case NEAREST -> Policy.NEAREST;
            case CHEAPEST -> Policy.CHEAPEST;
            case FASTEST -> Policy.FASTEST;
            case BALANCED -> new Policy.Balanced(new Balance(floorIn(unit), factorThousandths));
        };
    }

    private long floorIn(PriceUnit unit) {
        if (floor == null) return 1;
        BigInteger units = floor.perBillionBytes().value().divide(unit.value());
        return units.max(BigInteger.ONE).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }
}
