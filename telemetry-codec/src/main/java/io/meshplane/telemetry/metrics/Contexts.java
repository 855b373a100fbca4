package io.meshplane.telemetry.metrics;

/** The kinds of symbols: which weights a symbol mixes with, and first ingredient of its contexts. */
final class Contexts {
    static final int RESIDUAL = 0;
    static final int RARE = 1;
    static final int BREAK = 2;
    static final int RATIO = 3;
    static final int RATIO_SMALL = 4;
    static final int BURST = 5;
    static final int BURST_MANTISSA = 6;
    static final int FIRST = 7;
    static final int FLAG = 8;
    static final int FIELD = 9;
    static final int SETS = 10;
    /** Symbols have several contexts: kinds of them are so many apart. */
    static final int STRIDE = 16;

    private Contexts() {}

    /** 0 for 0, else one more than the binary logarithm, of an unsigned number. */
    static int bitLength(long value) {
        return 64 - Long.numberOfLeadingZeros(value);
    }

    /** Four times the binary logarithm of a number of 1 or more, linear between powers of two, rounded down. */
    static int quarterLog(long value) {
        int exponent = 63 - Long.numberOfLeadingZeros(value);
        int quarter = (int) (exponent >= 2 ? value >>> (exponent - 2) : value << (2 - exponent)) & 3;
        return exponent * 4 + quarter;
    }

    /** The absolute value of a number, one less for negative ones; so it is never negative. */
    static long size(long value) {
        return value ^ (value >> 63);
    }
}
