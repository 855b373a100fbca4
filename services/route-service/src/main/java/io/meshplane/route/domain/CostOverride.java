package io.meshplane.route.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator's word on what one direction of a link costs, for a while. It never brings up a link that its end reports down.
 *
 * @param cost 1-65534, or {@link Observation#DOWN} to keep traffic off the link
 * @param reason for those who find it; 1-200 characters
 * @param setBy subject of the operator's token
 * @param expiresAt it counts until before this moment
 */
public record CostOverride(LinkKey link, int cost, String reason, String setBy, Instant setAt, Instant expiresAt) {
    /** No override outlives this; who still wants it must say so again. */
    public static final Duration LONGEST = Duration.ofDays(30);

    private static final int REASON_MAX = 200;

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

    /** What happened to an override, for the audit. */
    public sealed interface Entry {
        /** It was set, in place of another one if that is not null. */
        record Set(CostOverride override, @Nullable CostOverride replaced) implements Entry {}

        /** An operator took it back. */
        record Cleared(CostOverride override, String clearedBy, Instant at) implements Entry {}

        /** Its time was over. */
        record Expired(CostOverride override) implements Entry {}
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

    /** Sets one. Of one that has expired, {@link #expire} is told first. */
    public static Entry set(CostOverride wanted, @Nullable CostOverride present) {
        return new Entry.Set(wanted, present);
    }

    /** Takes it back. */
    public Entry clear(String clearedBy, Instant now) {
        return isActive(now) ? new Entry.Cleared(this, clearedBy, now) : new Entry.Expired(this);
    }

    /** What a timer that is due finds; null while it still counts. */
    public @Nullable Entry expire(Instant now) {
        return isActive(now) ? null : new Entry.Expired(this);
    }
}
