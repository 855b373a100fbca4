package io.meshplane.chain;

import java.math.BigInteger;

/**
 * Arithmetic modulo p = 2^256 − 2^32 − 977, the field of secp256k1 (SEC 2), for public values: it takes no care of timing.
 *
 * <p>A number is five limbs, the lowest first, and stands for Σ limb·2^(52·i). Limbs are signed, and there are many writings of a
 * number: sums and differences carry nothing. In the comments a limb is of size k if its absolute value is at most k·2^52 and a
 * little. Products have size 1 and take factors up to size {@value #FACTOR_SIZE_MAX}; whatever is multiplied by itself, too.
 */
final class FieldElement {
    static final int LIMBS = 5;
    /** Of both factors: 5 high halves of 13·13·2^52 and 5 low halves are below 2^63. */
    static final int FACTOR_SIZE_MAX = 13;

    static final BigInteger P =
            BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE.shiftLeft(32)).subtract(BigInteger.valueOf(977));

    private static final int BITS = 52;
    private static final long MASK = (1L << BITS) - 1;
    private static final int TOP_BITS = 48;
    private static final long TOP_MASK = (1L << TOP_BITS) - 1;
    /** 2^256 mod p. */
    private static final long FOLD_256 = 0x1000003D1L;
    /** 2^260 mod p. */
    private static final long FOLD_260 = FOLD_256 << 4;
    /** Both factors shifted so far left, the high word of a product is the product divided by 2^52, rounded down. */
    private static final int ALIGN = 6;

    private static final long LOWEST_OF_P = P.longValue() & MASK;

    /** @param value 0 to 2^256 − 1 */
    static long[] of(BigInteger value) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) limbs[i] = value.shiftRight(BITS * i).longValue() & MASK;
        return limbs;
    }

    /** The one value in 0 to p − 1. */
    static BigInteger value(long[] a) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = LIMBS - 1; i >= 0; i--) sum = sum.shiftLeft(BITS).add(BigInteger.valueOf(a[i]));
        return sum.mod(P);
    }

    /** r = a + b; sizes add up. */
    static void add(long[] r, long[] a, long[] b) {
        for (int i = 0; i < LIMBS; i++) r[i] = a[i] + b[i];
    }

    /** r = a − b; sizes add up. */
    static void subtract(long[] r, long[] a, long[] b) {
        for (int i = 0; i < LIMBS; i++) r[i] = a[i] - b[i];
    }

    /** r = k·a; size k times as large. */
    static void scale(long[] r, long[] a, int k) {
        for (int i = 0; i < LIMBS; i++) r[i] = k * a[i];
    }

    /** Whether a is a multiple of p. */
    static boolean isZero(long[] a) {
        long c0 = a[0];
        long c1 = a[1] + (c0 >> BITS);
        long c2 = a[2] + (c1 >> BITS);
        long c3 = a[3] + (c2 >> BITS);
        long c4 = a[4] + (c3 >> BITS);
        // now 0 to 2^256 − 1 and a few times 2^256; once folded it can only be 0 or p
        c0 = (c0 & MASK) + (c4 >> TOP_BITS) * FOLD_256;
        c1 = (c1 & MASK) + (c0 >> BITS);
        c2 = (c2 & MASK) + (c1 >> BITS);
        c3 = (c3 & MASK) + (c2 >> BITS);
        c4 = (c4 & TOP_MASK) + (c3 >> BITS);
        long lowest = c0 & MASK;
        if (lowest != 0 && lowest != LOWEST_OF_P) return false;
        boolean zero = (lowest | (c1 & MASK) | (c2 & MASK) | (c3 & MASK) | c4) == 0;
        boolean p = lowest == LOWEST_OF_P && (c1 & c2 & c3 & MASK) == MASK && c4 == TOP_MASK;
        return zero || p;
    }

    /** r = a·b. r may be a or b. */
    static void multiply(long[] r, long[] a, long[] b) {
        long a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4];
        long b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4];
        long x0 = a0 << ALIGN, x1 = a1 << ALIGN, x2 = a2 << ALIGN, x3 = a3 << ALIGN, x4 = a4 << ALIGN;
        long y0 = b0 << ALIGN, y1 = b1 << ALIGN, y2 = b2 << ALIGN, y3 = b3 << ALIGN, y4 = b4 << ALIGN;
        long c0 = low(a0, b0);
        long c1 = high(x0, y0) + low(a0, b1) + low(a1, b0);
        long c2 = high(x0, y1) + high(x1, y0) + low(a0, b2) + low(a1, b1) + low(a2, b0);
        long c3 = high(x0, y2) + high(x1, y1) + high(x2, y0) + low(a0, b3) + low(a1, b2) + low(a2, b1) + low(a3, b0);
        long c4 = high(x0, y3)
                + high(x1, y2)
                + high(x2, y1)
                + high(x3, y0)
                + low(a0, b4)
                + low(a1, b3)
                + low(a2, b2)
                + low(a3, b1)
                + low(a4, b0);
        long c5 = high(x0, y4)
                + high(x1, y3)
                + high(x2, y2)
                + high(x3, y1)
                + high(x4, y0)
                + low(a1, b4)
                + low(a2, b3)
                + low(a3, b2)
                + low(a4, b1);
        long c6 = high(x1, y4) + high(x2, y3) + high(x3, y2) + high(x4, y1) + low(a2, b4) + low(a3, b3) + low(a4, b2);
        long c7 = high(x2, y4) + high(x3, y3) + high(x4, y2) + low(a3, b4) + low(a4, b3);
        long c8 = high(x3, y4) + high(x4, y3) + low(a4, b4);
        long c9 = high(x4, y4);
        reduce(r, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
    }

    /** r = a². r may be a. */
    static void square(long[] r, long[] a) {
        long a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4];
        long d0 = a0 << 1, d1 = a1 << 1, d2 = a2 << 1, d3 = a3 << 1;
        long x0 = a0 << ALIGN, x1 = a1 << ALIGN, x2 = a2 << ALIGN, x3 = a3 << ALIGN, x4 = a4 << ALIGN;
        long e0 = d0 << ALIGN, e1 = d1 << ALIGN, e2 = d2 << ALIGN, e3 = d3 << ALIGN;
        long c0 = low(a0, a0);
        long c1 = high(x0, x0) + low(d0, a1);
        long c2 = high(e0, x1) + low(d0, a2) + low(a1, a1);
        long c3 = high(e0, x2) + high(x1, x1) + low(d0, a3) + low(d1, a2);
        long c4 = high(e0, x3) + high(e1, x2) + low(d0, a4) + low(d1, a3) + low(a2, a2);
        long c5 = high(e0, x4) + high(e1, x3) + high(x2, x2) + low(d1, a4) + low(d2, a3);
        long c6 = high(e1, x4) + high(e2, x3) + low(d2, a4) + low(a3, a3);
        long c7 = high(e2, x4) + high(x3, x3) + low(d3, a4);
        long c8 = high(e3, x4) + low(a4, a4);
        long c9 = high(x4, x4);
        reduce(r, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
    }

    private static long low(long a, long b) {
        return a * b & MASK;
    }

    private static long high(long x, long y) {
        return Math.multiplyHigh(x, y);
    }

    /** Carries, and folds what lies above 2^260 back twice. */
    private static void reduce(
            long[] r, long c0, long c1, long c2, long c3, long c4, long c5, long c6, long c7, long c8, long c9) {
        c6 += c5 >> BITS;
        c7 += c6 >> BITS;
        c8 += c7 >> BITS;
        c9 += c8 >> BITS;
        long d5 = c5 & MASK;
        long d6 = c6 & MASK;
        long d7 = c7 & MASK;
        long d8 = c8 & MASK;
        long d9 = c9 & MASK;
        long fold = FOLD_260 << ALIGN;
        c0 += low(d5, FOLD_260);
        c1 += high(d5 << ALIGN, fold) + low(d6, FOLD_260);
        c2 += high(d6 << ALIGN, fold) + low(d7, FOLD_260);
        c3 += high(d7 << ALIGN, fold) + low(d8, FOLD_260);
        c4 += high(d8 << ALIGN, fold) + low(d9, FOLD_260);
        c1 += c0 >> BITS;
        c2 += c1 >> BITS;
        c3 += c2 >> BITS;
        c4 += c3 >> BITS;
        long above = high(d9 << ALIGN, fold) + (c9 >> BITS) * FOLD_260 + (c4 >> BITS);
        c0 = (c0 & MASK) + low(above, FOLD_260);
        r[0] = c0 & MASK;
        r[1] = (c1 & MASK) + high(above << ALIGN, fold) + (c0 >> BITS);
        r[2] = c2 & MASK;
        r[3] = c3 & MASK;
        r[4] = c4 & MASK;
    }

    /** r = a^(2^times). */
    private static void square(long[] r, long[] a, int times) {
        square(r, a);
        for (int i = 1; i < times; i++) square(r, r);
    }

    /** a^(2^n − 1) for n = 2, 22 and 223: what both exponents below are made of. */
    private record Powers(long[] p2, long[] p22, long[] p223) {
        static Powers of(long[] a) {
            long[] p2 = longer(a, 1, a);
            long[] p3 = longer(p2, 1, a);
            long[] p6 = longer(p3, 3, p3);
            long[] p9 = longer(p6, 3, p3);
            long[] p11 = longer(p9, 2, p2);
            long[] p22 = longer(p11, 11, p11);
            long[] p44 = longer(p22, 22, p22);
            long[] p88 = longer(p44, 44, p44);
            long[] p176 = longer(p88, 88, p88);
            long[] p220 = longer(p176, 44, p44);
            return new Powers(p2, p22, longer(p220, 3, p3));
        }

        private static long[] longer(long[] power, int by, long[] other) {
            long[] r = new long[LIMBS];
            square(r, power, by);
            multiply(r, r, other);
            return r;
        }
    }

    /** a^(p − 2): the inverse of a, or 0 for 0. */
    static long[] inverse(long[] a) {
        Powers powers = Powers.of(a);
        long[] r = new long[LIMBS];
        square(r, powers.p223(), 23);
        multiply(r, r, powers.p22());
        square(r, r, 5);
        multiply(r, r, a);
        square(r, r, 3);
        multiply(r, r, powers.p2());
        square(r, r, 2);
        multiply(r, r, a);
        return r;
    }

    /** a^((p + 1) / 4): a square root of a if it has any. */
    static long[] rootIfAny(long[] a) {
        Powers powers = Powers.of(a);
        long[] r = new long[LIMBS];
        square(r, powers.p223(), 23);
        multiply(r, r, powers.p22());
        square(r, r, 6);
        multiply(r, r, powers.p2());
        square(r, r, 2);
        return r;
    }

    private FieldElement() {}
}
