package io.meshplane.route.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The overrides of one direction of a link: the one that stands and those before it, which is the audit.
 *
 * @param present null = none was set, or it was taken back; one whose time is over stands until another takes its place
 * @param past the newest first, the last {@link #KEPT}
 */
public record OverrideHistory(LinkKey link, @Nullable CostOverride present, List<Ended> past) {
    /** How many past ones are kept. */
    public static final int KEPT = 50;

    /**
     * An override that does not count any more.
     *
     * @param endedBy who took it back or put another one in its place; null = its time was over
     */
    public record Ended(CostOverride override, @Nullable String endedBy, Instant endedAt) {
        static Ended of(CostOverride override, String by, Instant now) {
            return override.isActive(now)
                    ? new Ended(override, by, now)
                    : new Ended(override, null, override.expiresAt());
        }
    }

    public OverrideHistory {
        past = List.copyOf(past);
        if (past.size() > KEPT) throw new IllegalArgumentException("more than " + KEPT + " past overrides");
    }

    /** Of a direction on which nobody has said anything. */
    public static OverrideHistory none(LinkKey link) {
        return new OverrideHistory(link, null, List.of());
    }

    /** Another override takes the place of the present one. */
    public OverrideHistory set(CostOverride wanted, Instant now) {
        return new OverrideHistory(link, wanted, present == null ? past : pastWith(present, wanted.setBy(), now));
    }

    /** The present one is taken back; the same if there is none. */
    public OverrideHistory clear(String by, Instant now) {
        return present == null ? this : new OverrideHistory(link, null, pastWith(present, by, now));
    }

    private List<Ended> pastWith(CostOverride ended, String by, Instant now) {
        List<Ended> all = new ArrayList<>(List.of(Ended.of(ended, by, now)));
        all.addAll(past.subList(0, Math.min(past.size(), KEPT - 1)));
        return all;
    }
}
