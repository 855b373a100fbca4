package io.meshplane.sentinel.domain;

import java.time.Duration;

/**
 * What holds for every pool.
 *
 * @param ageLimit an observation older than this says nothing any more
 * @param holdDown how long a preferred member must have been up before users are sent back to it
 */
public record Policy(Duration ageLimit, Duration holdDown) {
    public Policy {
        if (!ageLimit.isPositive()) throw new IllegalArgumentException("age limit: " + ageLimit);
        if (holdDown.isNegative()) throw new IllegalArgumentException("hold-down: " + holdDown);
    }
}
