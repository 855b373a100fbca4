package io.meshplane.route.domain.graph;

/**
 * What a way may come to at most, each end included; {@link Long#MAX_VALUE} = any.
 *
 * @param price in the network's price units, as the traveller pays it
 */
public record Bounds(long price, long latencyMicros) {
    public static final Bounds NONE = new Bounds(Long.MAX_VALUE, Long.MAX_VALUE);

    public Bounds {
        if (price < 0 || latencyMicros < 0) throw new IllegalArgumentException("a bound < 0");
    }

    /** The price is bounded, the latency is not. */
    public static Bounds priceAtMost(long price) {
        return new Bounds(price, Long.MAX_VALUE);
    }

    /** The latency is bounded, the price is not. */
    public static Bounds latencyAtMost(long latencyMicros) {
        return new Bounds(Long.MAX_VALUE, latencyMicros);
    }

    boolean isNone() {
        return equals(NONE);
    }

    long of(Criterion criterion) {
        return switch (criterion) {
            case PRICE -> price;
            case LATENCY -> latencyMicros;
            case METRIC, LOSS -> Long.MAX_VALUE;
        };
    }
}
