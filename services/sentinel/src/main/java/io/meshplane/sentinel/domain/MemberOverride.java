package io.meshplane.sentinel.domain;

import java.time.Instant;

/**
 * What an operator says of a member, whatever the probes say. It ends by itself.
 *
 * @param reason in the operator's words, 1-200 characters
 * @param by who said so
 * @param until from then on the probes count again
 */
public record MemberOverride(Kind kind, String reason, String by, Instant until) {
    private static final int REASON_MAX = 200;

    public MemberOverride {
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("1-200 characters are expected");
        }
    }

    /** What is said. */
    public enum Kind {
        /** Users are led elsewhere as long as somebody else is up; falling meanwhile does not count as flapping. */
        MAINTENANCE,
        FORCED_UP,
        FORCED_DOWN
    }

    boolean isInForce(Instant now) {
        return now.isBefore(until);
    }

    String inWords() {
        String what = switch (kind) {
            case MAINTENANCE -> "in maintenance";
            case FORCED_UP -> "forced up";
            case FORCED_DOWN -> "forced down";
        };
        return what + " by " + by + " until " + until + ": " + reason;
    }
}
