package io.meshplane.agent.domain;

import java.time.Duration;

/**
 * Exponential back-off with full jitter: the n-th failure in a row waits between nothing and first · 2^(n-1), capped. So those who
 * failed together do not come back together.
 *
 * @param first longest wait after the first failure
 * @param cap longest wait
 * @param failures in a row
 */
public record BackOff(Duration first, Duration cap, int failures) {
    public BackOff {
        if (!first.isPositive() || cap.compareTo(first) < 0) throw new IllegalArgumentException("0 < first <= cap");
    }

    public static BackOff of(Duration first, Duration cap) {
        return new BackOff(first, cap, 0);
    }

    public BackOff failed() {
        return new BackOff(first, cap, Math.min(failures + 1, 63));
    }

    public BackOff succeeded() {
        return of(first, cap);
    }

    /**
     * How long to wait now.
     *
     * @param draw uniform random number, 0 to 1
     * @param atLeast what the other side asked for (Retry-After); zero if it did not. Jitter comes on top, as wide as that wait
     *     (up to the cap), so that a crowd that was told the same time does not come back at once
     */
    public Duration delay(double draw, Duration atLeast) {
        if (failures == 0) return atLeast;
        long capMs = cap.toMillis();
        int doublings = failures - 1;
        long widthMs = doublings < 32 ? Math.min(capMs, first.toMillis() << doublings) : capMs;
        widthMs = Math.max(widthMs, Math.min(capMs, atLeast.toMillis()));
        return atLeast.plusMillis((long) (draw * widthMs));
    }
}
