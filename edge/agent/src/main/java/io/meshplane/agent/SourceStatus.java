package io.meshplane.agent;

import org.jspecify.annotations.Nullable;

/**
 * How one source of an observation is.
 *
 * @param detail why it is not up, in words, such as the right that is missing; empty if it is
 * @param ageSeconds since it last gave values; null = it never did
 */
public record SourceStatus(
        String name, State state, String detail, @Nullable Long ageSeconds) {
    /** State of a source. */
    public enum State {
        /** It gives values. */
        UP,
        /** It does not answer in time. */
        LATE,
        /** It answers, but without values. */
        FAILED,
        /** This router has nothing of the kind. */
        ABSENT
    }
}
