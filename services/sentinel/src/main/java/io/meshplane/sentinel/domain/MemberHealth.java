package io.meshplane.sentinel.domain;

import java.time.Instant;

/**
 * The judgement of a member.
 *
 * @param reason in words, with the votes
 * @param since when this state began
 * @param cause names the observation that decided; empty = not judged yet. The same cause makes the same event
 * @param flaps falls that were not forgotten when this state began, 0 or more; see {@link FlapRules}
 */
public record MemberHealth(Health state, String reason, Instant since, String cause, int flaps) {
    public MemberHealth {
        if (flaps < 0) throw new IllegalArgumentException("flaps: " + flaps);
    }

    /** Of a member that nobody has looked at. */
    static MemberHealth unobserved(Instant now) {
        return new MemberHealth(Health.UNKNOWN, "not observed yet", now, "", 0);
    }

    boolean isJudged() {
        return !cause.isEmpty();
    }

    /** The same state goes on from its beginning, a new one begins now. An observation that decides nothing is no judgement. */
    MemberHealth becomes(Health next, String why, String newCause, int nextFlaps, Instant now) {
        return next == state
                ? new MemberHealth(state, why, since, cause, flaps)
                : new MemberHealth(next, why, now, newCause, nextFlaps);
    }
}
