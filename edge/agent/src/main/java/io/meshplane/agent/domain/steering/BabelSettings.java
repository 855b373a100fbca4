package io.meshplane.agent.domain.steering;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane wants of this router's babeld.
 *
 * @param version names these settings: the control plane's entity tag; empty for {@link #NONE}
 * @param costs by interface
 * @param prices by interface, of what this node forwards over it, in asset base units per 10^9 bytes, 0 or more; an interface that is
 *     not named has no price, which is not a price of 0
 */
public record BabelSettings(String version, Map<String, Cost> costs, Map<String, BigInteger> prices) {
    /** Nothing is wanted: babeld goes by its own configuration. */
    public static final BabelSettings NONE = new BabelSettings("", Map.of(), Map.of());

    private static final BigInteger BYTES = BigInteger.TEN.pow(9);
    private static final long FEE_MAX = 0xffff_ffffL;

    public BabelSettings {
        costs = Map.copyOf(costs);
        prices = Map.copyOf(prices);
        costs.keySet().forEach(BabelSettings::checkName);
        prices.keySet().forEach(BabelSettings::checkName);
        if (prices.values().stream().anyMatch(price -> price.signum() < 0)) {
            throw new IllegalArgumentException("a price below 0");
        }
    }

    /**
     * The nominal cost of receiving over an interface ("rxcost" in babeld(8)): what neighbours are told, and pay in metric, for sending
     * to this router over a link without loss.
     *
     * @param rxcost 1-65534
     * @param until it counts until before this moment, also when the control plane is not heard again; null = until told otherwise
     */
    public record Cost(int rxcost, @Nullable Instant until) {
        public Cost {
            if (rxcost < 1 || rxcost > 65_534) throw new IllegalArgumentException("rxcost outside 1-65534: " + rxcost);
        }
    }

    /** A name goes into a line for babeld, where a space or an end of line would begin something else. */
    private static void checkName(String interfaceName) {
        boolean plain = !interfaceName.isEmpty()
                && interfaceName.length() <= 15
                && interfaceName.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != '#' && c != '"');
        if (!plain) throw new IllegalArgumentException("no name of an interface: " + interfaceName);
    }

    /** The costs that count at a moment, by interface in order of its name. */
    public TreeMap<String, Integer> costsAt(Instant now) {
        TreeMap<String, Integer> counting = new TreeMap<>();
        costs.forEach((name, cost) -> {
            Instant until = cost.until();
            if (until == null || now.isBefore(until)) counting.put(name, cost.rxcost());
        });
        return counting;
    }

    /**
     * The fee that Althea's babeld adds to what it announces, in wei per byte. It has one for the whole node: that of the dearest
     * interface, rounded up, so that no route is announced for less than is billed; at most 2^32 - 1.
     *
     * @return empty if no interface has a price
     */
    public OptionalLong fee() {
        return prices.values().stream()
                .map(price -> price.add(BYTES).subtract(BigInteger.ONE).divide(BYTES))
                .mapToLong(fee -> fee.bitLength() > 32 ? FEE_MAX : fee.longValue())
                .max();
    }
}
