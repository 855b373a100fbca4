package io.meshplane.sentinel.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * Who falls often is trusted later. Each fall doubles the hold-down up to a cap, each quiet spell takes a doubling back: the form
 * of route flap damping (RFC 2439), counted in falls.
 */
public final class FlapRules {
    private static final int FLAPS_MAX = 16;

    /** Falls to remember once this member falls at {@code now}. */
    static int afterFall(MemberHealth before, Policy policy, Instant now) {
        return Math.min(remembered(before, policy, now) + 1, FLAPS_MAX);
    }

    /** How long the member must have stayed up before users are sent to it again. */
    public static Duration holdDown(MemberHealth health, Policy policy, Instant now) {
        int doublings = Math.max(0, remembered(health, policy, now) - 1);
        Duration held = policy.holdDown().multipliedBy(1L << doublings);
        return held.compareTo(policy.holdDownMax()) < 0 ? held : policy.holdDownMax();
    }

    /** Whether the member is up and has been for its hold-down. */
    static boolean isSettled(MemberHealth health, Policy policy, Instant now) {
        return health.state() == Health.UP
                && !health.since().plus(holdDown(health, policy, now)).isAfter(now);
    }

    /** Falls that still count: time spent up makes up for them. */
    static int remembered(MemberHealth health, Policy policy, Instant now) {
        if (health.state() != Health.UP || !now.isAfter(health.since())) return health.flaps();
        long forgiven = Duration.between(health.since(), now).dividedBy(policy.flapMemory());
        return (int) Math.max(0, health.flaps() - forgiven);
    }

    private FlapRules() {}
}
