package io.meshplane.route.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator's word on what a direction of a link costs, for a while. It never brings up a link that its end reports down.
 *
 * @param cost 1-65534, or {@link Observation#DOWN} to keep traffic off the link
 * @param reason for those who find it; 1-200 characters
 * @param setBy subject of the operator's token
 * @param expiresAt it counts until before this moment
 */
public record CostOverride(int cost, String reason, String setBy, Instant setAt, Instant expiresAt) {
    /** No override outlives this; who still wants it must say so again. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** Characters of a reason, at most. */
    public static final int REASON_MAX = 200;

    public CostOverride {
        if (cost < 1 || cost > Observation.DOWN) throw new IllegalArgumentException("cost outside 1-65535: " + cost);
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("a reason of 1-200 characters is expected");
        }
        if (!expiresAt.isAfter(setAt)) throw new IllegalArgumentException("it expires before it begins");
        if (Duration.between(setAt, expiresAt).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("it lasts longer than 30 days");
        }
    }

    /** Whether it counts now. */
    public boolean isActive(Instant now) {
        return now.isBefore(expiresAt);
    }

    /**
     * What a direction costs.
     *
     * @param reported by its end, {@link Observation#DOWN} = down
     */
    public static int effectiveCost(int reported, @Nullable CostOverride override, Instant now) {
        if (reported == Observation.DOWN || override == null || !override.isActive(now)) return reported;
        return override.cost;
    }
}
