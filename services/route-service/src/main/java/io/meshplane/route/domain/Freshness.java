package io.meshplane.route.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a node's word holds after it was last heard, by its role: who has much to say reports often. A bound should be at least
 * three times the time between two reports.
 */
public record Freshness(Duration gateway, Duration relay, Duration client) {
    public Freshness {
        for (Duration bound : new Duration[] {gateway, relay, client}) {
            if (!bound.isPositive()) throw new IllegalArgumentException("bound not positive: " + bound);
        }
    }

    /** The same for every role. */
    public static Freshness of(Duration bound) {
        return new Freshness(bound, bound, bound);
    }

    /** From when on a node's word does not hold any more; null if it was never heard. */
    public @Nullable Instant staleAt(@Nullable Instant heardAt, Membership.Role role) {
        return heardAt == null ? null : heardAt.plus(bound(role));
    }

    private Duration bound(Membership.Role role) {
        return switch (role) {
            case GATEWAY -> gateway;
            case RELAY -> relay;
            case CLIENT -> client;
        };
    }
}
