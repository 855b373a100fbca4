package io.meshplane.bench.telemetry.speed;

import java.util.Arrays;

/**
 * What several rounds of a measurement gave.
 *
 * @param median of the rounds
 * @param lowest of them
 * @param highest of them
 */
public record Spread(double median, double lowest, double highest, int rounds) {
    /** Of at least one round. */
    public static Spread of(double... rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
