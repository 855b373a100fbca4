package io.meshplane.agent.domain;

import java.time.Duration;

/**
 * Exponential back-off with jitter: the n-th failure in a row waits between a half and the whole of first · 2^(n-1), capped.
 *
 * @param first whole wait after the first failure
 * @param cap longest whole wait
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
     * @param atLeast what the other side asked for (Retry-After); zero if it did not. Jitter comes on top, so that a crowd
     *     that was told the same time does not come back at once
     */
    public Duration delay(double draw, Duration atLeast) {
        if (failures == 0) return atLeast;
        long whole = cap.toMillis();
        int doublings = failures - 1;
        if (doublings < 32) whole = Math.min(whole, first.toMillis() << doublings);
        long half = whole / 2;
        long jitter = (long) (draw * (whole - half));
        return Duration.ofMillis(Math.max(half, atLeast.toMillis()) + jitter);
    }
}
