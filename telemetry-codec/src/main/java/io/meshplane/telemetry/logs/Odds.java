package io.meshplane.telemetry.logs;

/**
 * An adaptive probability in one int: upper 22 bits the chance of a 1, lower 10 bits how often it was used. It learns fast
 * while it is young and slowly later. 0 means never used.
 */
final class Odds {
    static final int UNKNOWN = 0;
    static final int EVEN = 1 << 31;
    /** For what hardly changes: digits of numbers, the shape of lines. */
    static final int STEADY = 255;
    /** For what follows the times. */
    static final int NIMBLE = 30;

    private static final int TOP = (1 << 22) - 1;
    private static final int COUNT_MASK = 1023;
    private static final int LEAST = 16;
    private static final int[] RATE = new int[STEADY + 1];

    static {
        for (int n = 0; n < RATE.length; n++) RATE[n] = 131_072 / (2 * n + 3);
    }

    private Odds() {}

    /** The chance of a 1 in units of 2^-16, as {@code BitEncoder} takes it; 16 to 65520. */
    static int p16(int odds) {
        int p = odds >>> 16;
        if (p < LEAST) return LEAST;
        return Math.min(p, 65_536 - LEAST);
    }

    /** The odds after a bit was seen. */
    static int learn(int odds, int bit, int limit) {
        int n = odds & COUNT_MASK;
        int p = odds >>> 10;
        int target = bit == 0 ? 0 : TOP;
        p += (int) (((long) (target - p) * RATE[n]) >> 16);
        return (p << 10) | (n < limit ? n + 1 : n);
    }

    /** A start for odds that were never used: what a more general case has seen, held as lightly as one or two observations. */
    static int heir(int general) {
        return general == UNKNOWN ? EVEN : (general & ~COUNT_MASK) | Math.min(general & COUNT_MASK, 2);
    }
}
