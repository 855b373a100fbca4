package io.meshplane.bench.payments;

import java.util.Arrays;

/**
 * How long something took.
 *
 * @param wrong answers that are not true
 * @param unanswered that had no answer when the patience was over
 */
record LatencyFigure(int count, double p50Millis, double p99Millis, double mostMillis, int wrong, int unanswered) {
    /** @param nanos one each, in any order */
    static LatencyFigure of(long[] nanos, int wrong, int unanswered) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new LatencyFigure(
                sorted.length, millis(sorted, 50), millis(sorted, 99), millis(sorted, 100), wrong, unanswered);
    }

    /** By nearest rank; 0 if there is none. */
    private static double millis(long[] sorted, int percent) {
        if (sorted.length == 0) return 0;
        return sorted[(sorted.length * percent + 99) / 100 - 1] / 1e6;
    }
}
