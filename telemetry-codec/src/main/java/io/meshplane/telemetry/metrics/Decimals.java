package io.meshplane.telemetry.metrics;

/** Doubles as integers: as a decimal m / 10^k where that is exact, else by the order of all doubles. */
final class Decimals {
    /** Decimals at most. */
    static final int MAX = 12;
    /** In place of a number of decimals: the bits themselves, such that neighbours differ by one. */
    static final int ORDERED = 15;

    static final long MAX_INTEGER = 1L << 53;
    static final long NONE = Long.MIN_VALUE;
    private static final long[] POWERS = new long[MAX + 1];
    private static final double[] DOUBLES = new double[MAX + 1];

    static {
        POWERS[0] = 1;
        for (int k = 1; k <= MAX; k++) POWERS[k] = POWERS[k - 1] * 10;
        for (int k = 0; k <= MAX; k++) DOUBLES[k] = POWERS[k];
    }

    private Decimals() {}

    static long power(int decimals) {
        return POWERS[decimals];
    }

    /** The integer m of at most 2^53 with m / 10^k equal to the number in every bit; or NONE. */
    static long scaled(double number, int decimals) {
        if (decimals == ORDERED) return ordered(Double.doubleToRawLongBits(number));
        double scaled = Math.rint(number * DOUBLES[decimals]);
        if (!(Math.abs(scaled) <= MAX_INTEGER)) return NONE;
        long integer = (long) scaled;
        boolean same = Double.doubleToRawLongBits(integer / DOUBLES[decimals]) == Double.doubleToRawLongBits(number);
        return same ? integer : NONE;
    }

    /** The bits of the double that an integer stands for. */
    static long bits(long integer, int decimals) {
        if (decimals == ORDERED) return ordered(integer);
        return Double.doubleToRawLongBits(integer / DOUBLES[Math.min(decimals, MAX)]);
    }

    /** Bits of a double to their place in the order of doubles, and back. */
    private static long ordered(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
