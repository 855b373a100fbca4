package io.meshplane.route.domain.graph;

/** What an arc is measured by. All are additive along a path and 0 or more; only {@link #METRIC} is always at least 1. */
public enum Criterion {
    /** Babel's cost of the link (RFC 8966), 1 to 2^32 - 2. */
    METRIC,
    /** What the sending node asks, in the network's price units ({@link PriceUnit}). */
    PRICE,
    /** Round-trip time in microseconds. */
    LATENCY,
    /** How much is lost, as a logarithm ({@link Loss}), so that it adds up. */
    LOSS
}
