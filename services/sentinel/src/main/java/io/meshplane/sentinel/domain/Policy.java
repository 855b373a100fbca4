package io.meshplane.sentinel.domain;

import java.time.Duration;

/**
 * What holds for every pool.
 *
 * @param ageLimit an observation older than this says nothing any more
 * @param holdDown how long a member that fell must have been up before users are sent back to it
 * @param holdDownMax the most that repeated falls can make of it
 * @param flapMemory time up after which one fall is forgotten
 */
public record Policy(Duration ageLimit, Duration holdDown, Duration holdDownMax, Duration flapMemory) {
    public Policy {
        if (!ageLimit.isPositive()) throw new IllegalArgumentException("age limit: " + ageLimit);
        if (holdDown.isNegative()) throw new IllegalArgumentException("hold-down: " + holdDown);
        if (holdDownMax.compareTo(holdDown) < 0) throw new IllegalArgumentException("hold-down cap: " + holdDownMax);
        if (!flapMemory.isPositive()) throw new IllegalArgumentException("flap memory: " + flapMemory);
    }
}
