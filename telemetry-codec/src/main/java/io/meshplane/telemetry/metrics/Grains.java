package io.meshplane.telemetry.metrics;

import java.util.Arrays;

/** Finds the number of which most differences are multiples. */
final class Grains {
    private static final int SAMPLES = 64;
    private static final int ENOUGH = 6;
    private static final double MOST = 0.75;

    private final long[] sizes = new long[SAMPLES];
    private final long[] divisors = new long[SAMPLES];
    private int count;

    void clear() {
        count = 0;
    }

    void add(long difference) {
        if (difference != 0 && difference != Long.MIN_VALUE && count < SAMPLES) sizes[count++] = Math.abs(difference);
    }

    /** The grain that saves most, at least 1. */
    int find() {
        if (count < ENOUGH) return 1;
        for (int i = 0; i < count; i++) divisors[i] = gcd(sizes[i], sizes[(i + 1) % count]);
        Arrays.sort(divisors, 0, count);
        long best = 1;
        double most = 0.5;
        for (int i = 0; i < count; i++) {
            long candidate = divisors[i];
            if (candidate > Integer.MAX_VALUE || (i > 0 && candidate == divisors[i - 1])) continue;
            double saving = saving(candidate);
            if (saving > most) {
                most = saving;
                best = candidate;
            }
        }
        return (int) best;
    }

    /** Bits a value. */
    private double saving(long grain) {
        int multiples = 0;
        for (int i = 0; i < count; i++) if (sizes[i] % grain == 0) multiples++;
        double share = (double) multiples / count;
        if (share < MOST) return 0;
        double doubt = share == 1 ? 0 : -(share * log2(share) + (1 - share) * log2(1 - share));
        return (2 * share - 1) * log2((double) grain) - doubt;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }
}
