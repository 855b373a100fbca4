package io.meshplane.bench.sentinel;

import java.util.List;

/**
 * Times of one contestant.
 *
 * @param seconds NaN = never
 */
record Sample(String who, List<Double> seconds) {
    Sample {
        seconds = seconds.stream().sorted().toList(); // NaN is the greatest
    }

    int size() {
        return seconds.size();
    }

    double median() {
        return quantile(0.5);
    }

    /** The smallest value that so great a share does not exceed; of few values the largest for 0.99. */
    double quantile(double share) {
        return seconds.isEmpty() ? Double.NaN : seconds.get((int) Math.ceil(share * seconds.size()) - 1);
    }
}
