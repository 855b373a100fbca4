package io.meshplane.sentinel.domain;

import java.time.Instant;

/**
 * How one vantage point sees one member: k-of-k hysteresis over its observations in a row. A row has no gaps: an observation that
 * went to another instance, or was dropped on its way, may have been a success.
 *
 * @param lastSequence of the newest observation that counted
 * @param heardAt when that was made; never in the future
 * @param row how often the same was seen in a row, since when
 * @param lastLook of the newest observation that counted, see {@link Observation}
 * @param verdict of this vantage point alone
 * @param confirmed whether the row is of failures and the vantage point reached somebody else in the midst of it: else its own
 *     way out may have failed
 * @param succeededAt when it last reached the member
 * @param detail of the newest failure
 */
public record VantageView(
        long lastSequence,
        Instant heardAt,
        Row row,
        long lastLook,
        Health verdict,
        boolean confirmed,
        Instant succeededAt,
        String detail) {
    static final VantageView NONE =
            new VantageView(0, Instant.MIN, new Row(true, 0, Instant.MIN), 0, Health.UNKNOWN, false, Instant.MIN, "");

    /**
     * Equal observations.
     *
     * @param length 0 = nothing was seen yet
     */
    public record Row(boolean success, int length, Instant since) {
        Row and(boolean next, boolean follows, Instant at) {
            return follows && next == success && length > 0
                    ? new Row(success, Math.min(length + 1, Thresholds.IN_A_ROW_MAX), since)
                    : new Row(next, 1, at);
        }
    }

    /** Whether the newest look reached the member. */
    public boolean lastSucceeded() {
        return row.success() && row.length() > 0;
    }

    boolean isHeardSince(Instant oldest) {
        return !heardAt.isBefore(oldest);
    }

    /** Whether this vantage point calls the member down and can be believed. */
    public boolean isCrediblyDown() {
        return verdict == Health.DOWN && confirmed;
    }

    /** @param reachedSomebodyAt when the vantage point last reached any member, this one among them */
    VantageView after(Observation seen, Thresholds thresholds, Instant reachedSomebodyAt, Instant now) {
        Instant heard = seen.observedAt().isAfter(now) ? now : seen.observedAt();
        boolean follows = seen.look() == 0 || seen.look() == lastLook + 1;
        Row next = row.and(seen.success(), follows, heard);
        boolean reachedOthers = !reachedSomebodyAt.isBefore(next.since());
        return new VantageView(
                seen.sequence(),
                heard,
                next,
                seen.look(),
                verdict(next, thresholds),
                !seen.success() && ((next.length() > 1 && confirmed) || reachedOthers),
                seen.success() ? heard : succeededAt,
                seen.success() ? detail : seen.detail());
    }

    private Health verdict(Row next, Thresholds thresholds) {
        if (next.success() && next.length() >= thresholds.successesToUp()) return Health.UP;
        if (!next.success() && next.length() >= thresholds.failuresToDown()) return Health.DOWN;
        return verdict;
    }
}
