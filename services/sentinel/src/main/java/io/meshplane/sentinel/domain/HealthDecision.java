package io.meshplane.sentinel.domain;

import java.util.List;

/**
 * What an observation led to.
 *
 * @param taken whether it counted
 * @param next the state from now on
 * @param changes members whose state is another now, in the order of their names
 */
public record HealthDecision(Taken taken, PoolState next, List<Change> changes) {
    public HealthDecision {
        changes = List.copyOf(changes);
    }

    /** What became of the observation. */
    public enum Taken {
        COUNTED,
        /** It, or a later one of the same vantage point, was there before. */
        DUPLICATE,
        /** Older than the age limit. */
        STALE,
        UNKNOWN_MEMBER,
        TOO_MANY_VANTAGES
    }

    /** A member's state changed. */
    public record Change(Label member, MemberHealth health) {}
}
