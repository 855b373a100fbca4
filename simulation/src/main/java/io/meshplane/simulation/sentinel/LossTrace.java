package io.meshplane.simulation.sentinel;

import java.util.SplittableRandom;

/**
 * Which probes get lost and how long the others take, by place and time: whoever probes meets the same ways. The same seed gives
 * the same trace. A trace is read forward in time.
 */
public final class LossTrace {
    /** Latencies are even between nothing and this. */
    public static final int JITTER_MILLIS = 200;

    private static final int LOST_ONE_IN = 50;
    private static final double BURST_MILLIS = 2_000;
    private static final double CALM_MILLIS = 98_000;

    private final int lostOneIn;
    private final Kind kind;
    private final long seed;
    private final SplittableRandom[] ways;
    private final boolean[] burst;
    private final long[] flipsAt;

    /** How probes get lost; each kind loses 2 % of them. */
    public enum Kind {
        /** Each by itself. */
        RANDOM,
        /** All of a vantage point's, for 2 s on average: its own way out fails. */
        BURSTS
    }

    public LossTrace(Kind kind, long seed, int vantages) {
        this(kind, seed, vantages, LOST_ONE_IN);
    }

    /** @param lostOneIn of {@link Kind#RANDOM}: one of so many probes */
    LossTrace(Kind kind, long seed, int vantages, int lostOneIn) {
        this.lostOneIn = lostOneIn;
        this.kind = kind;
        this.seed = seed;
        ways = new SplittableRandom[vantages];
        burst = new boolean[vantages];
        flipsAt = new long[vantages];
        for (int vantage = 0; vantage < vantages; vantage++) {
            ways[vantage] = new SplittableRandom(mix(seed, vantage, 1, 0));
            flipsAt[vantage] = length(ways[vantage], CALM_MILLIS);
        }
    }

    /**
     * Whether a probe that begins now gets lost.
     *
     * @param millis since the trace's beginning; not less than at the last call for this vantage point
     */
    public boolean loses(int vantage, int member, long millis) {
        return switch (kind) {
            case RANDOM -> Long.remainderUnsigned(mix(seed, vantage, member, millis), lostOneIn) == 0;
            case BURSTS -> isInBurst(vantage, millis);
        };
    }

    private boolean isInBurst(int vantage, long millis) {
        while (flipsAt[vantage] <= millis) {
            burst[vantage] = !burst[vantage];
            flipsAt[vantage] += length(ways[vantage], burst[vantage] ? BURST_MILLIS : CALM_MILLIS);
        }
        return burst[vantage];
    }

    private static long length(SplittableRandom random, double meanMillis) {
        return 1 + (long) (-meanMillis * Math.log(1 - random.nextDouble()));
    }

    /** Of a probe that begins now and is not lost. */
    public int latencyMillis(int vantage, int member, long millis) {
        return (int) Long.remainderUnsigned(mix(~seed, vantage, member, millis), JITTER_MILLIS + 1);
    }

    /** SplitMix64's finaliser over what identifies a probe. */
    private static long mix(long seed, int vantage, int member, long millis) {
        long z = seed * 0x9E3779B97F4A7C15L + millis * 0xBF58476D1CE4E5B9L + vantage * 31L + member * 1_009L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
