package io.meshplane.agent.domain;

import java.time.Duration;

/**
 * When samples are due: at whole multiples of the interval on a monotonic clock, so that they never drift. A sample that is more
 * than half an interval late is skipped and counted, as are those that nobody woke up for; so two samples are never closer
 * together than half an interval.
 *
 * @param last number of the last multiple that was dealt with
 * @param missed samples skipped so far
 */
public record SampleSchedule(long intervalNanos, long last, long missed) {
    /** The answer to a wake-up: whether a sample is due now, and in how long to wake up again. */
    public record Wake(SampleSchedule next, boolean due, long waitNanos) {}

    public SampleSchedule {
        if (intervalNanos <= 0) throw new IllegalArgumentException("interval <= 0: " + intervalNanos);
    }

    /** The first sample is due at the next multiple. */
    public static SampleSchedule begin(Duration interval, long nowNanos) {
        return new SampleSchedule(interval.toNanos(), Math.floorDiv(nowNanos, interval.toNanos()), 0);
    }

    /** How long to wait before the first wake-up. */
    public long waitNanos(long nowNanos) {
        return intervalNanos - Math.floorMod(nowNanos, intervalNanos);
    }

    /**
     * Somebody woke up.
     *
     * @param nowNanos of the clock of {@link #begin}; may be a little before the time that was asked for
     */
    public Wake wake(long nowNanos) {
        long index = Math.floorDiv(nowNanos, intervalNanos);
        if (index <= last) return new Wake(this, false, waitNanos(nowNanos));
        boolean inTime = Math.floorMod(nowNanos, intervalNanos) <= intervalNanos / 2;
        long skipped = index - last - (inTime ? 1 : 0);
        return new Wake(new SampleSchedule(intervalNanos, index, missed + skipped), inTime, waitNanos(nowNanos));
    }

    /** The sample that was due could not be taken. */
    public SampleSchedule miss() {
        return new SampleSchedule(intervalNanos, last, missed + 1);
    }
}
