package io.meshplane.sentinel.domain;

import java.time.Instant;

/**
 * How one vantage point sees one member: k-of-k hysteresis over its observations in a row.
 *
 * @param lastSequence of the newest observation that counted
 * @param heardAt when that was made; never in the future
 * @param successes in a row; 0 if the newest is a failure
 * @param failures in a row; 0 if the newest is a success
 * @param verdict of this vantage point alone
 * @param detail of the newest failure
 */
public record VantageView(
        long lastSequence, Instant heardAt, int successes, int failures, Health verdict, String detail) {
    static final VantageView NONE = new VantageView(0, Instant.MIN, 0, 0, Health.UNKNOWN, "");

    boolean lastSucceeded() {
        return successes > 0;
    }

    boolean isHeardSince(Instant oldest) {
        return !heardAt.isBefore(oldest);
    }

    VantageView after(Observation seen, Thresholds thresholds, Instant now) {
        int nextSuccesses = seen.success() ? Math.min(successes + 1, Thresholds.IN_A_ROW_MAX) : 0;
        int nextFailures = seen.success() ? 0 : Math.min(failures + 1, Thresholds.IN_A_ROW_MAX);
        Health next = verdict;
        if (nextSuccesses >= thresholds.successesToUp()) next = Health.UP;
        if (nextFailures >= thresholds.failuresToDown()) next = Health.DOWN;
        Instant heard = seen.observedAt().isAfter(now) ? now : seen.observedAt();
        return new VantageView(
                seen.sequence(), heard, nextSuccesses, nextFailures, next, seen.success() ? detail : seen.detail());
    }
}
