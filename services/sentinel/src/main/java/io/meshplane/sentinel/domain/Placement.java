package io.meshplane.sentinel.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a member stands among the others.
 *
 * @param weight share of new users among members of equal rank, 1-1000; told by SRV
 * @param region the members of a region also answer under {@code region.record}; null = none
 * @param endpoint where SRV and CNAME lead; null = this member has none
 */
public record Placement(
        int weight, @Nullable Label region, @Nullable Endpoint endpoint) {
    public static final int WEIGHT_MAX = 1000;

    /** Nothing special. */
    public static final Placement PLAIN = new Placement(1, null, null);

    public Placement {
        if (weight < 1 || weight > WEIGHT_MAX) throw new IllegalArgumentException("weight: " + weight);
    }

    /**
     * A host by its own name.
     *
     * @param port 1-65535
     */
    public record Endpoint(DnsName host, int port) {
        public Endpoint {
            if (port < 1 || port > 65_535) throw new IllegalArgumentException("a port is 1-65535");
        }
    }
}
