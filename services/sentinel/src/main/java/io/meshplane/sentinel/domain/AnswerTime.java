package io.meshplane.sentinel.domain;

import java.time.Duration;

/**
 * How long a member usually takes to pass a look, estimated as TCP estimates a round trip (RFC 6298 §2).
 *
 * @param smoothedMicros the mean, with newer looks weighing more; 0 = it never passed one
 * @param deviationMicros how far looks lie from it
 */
public record AnswerTime(long smoothedMicros, long deviationMicros) {
    public static final AnswerTime UNKNOWN = new AnswerTime(0, 0);
    private static final int DEVIATIONS = 4;

    /** A look was passed. */
    public AnswerTime after(long micros) {
        if (smoothedMicros == 0) return new AnswerTime(Math.max(1, micros), micros / 2);
        long deviation = (3 * deviationMicros + Math.abs(smoothedMicros - micros)) / 4;
        return new AnswerTime(Math.max(1, (7 * smoothedMicros + micros) / 8), deviation);
    }

    /**
     * When an answer is late: it may still come, but a second look will tell sooner.
     *
     * @param atLeast what is never called late
     */
    public Duration late(Duration atLeast) {
        Duration usual = Duration.ofNanos((smoothedMicros + DEVIATIONS * deviationMicros) * 1_000);
        return usual.compareTo(atLeast) > 0 ? usual : atLeast;
    }
}
