package io.meshplane.chain;

import io.meshplane.chain.JacobianPoint.Addend;
import java.math.BigInteger;
import java.util.Optional;

/**
 * a·G + b·R for the generator G: Strauss' way of one run of doublings for both, with G's odd multiples in a table made once, and R's
 * number halved in length by the endomorphism λ·(x, y) = (β·x, y) (Gallant, Lambert, Vanstone, 2001). For public values only.
 */
final class Secp256k1Sum {
    /** Bits of the longer half of a split number, and one for the carry of its digits. */
    private static final int DIGITS = 130;

    private static final int WIDTH_OF_G = 8;
    private static final int WIDTH_OF_R = 5;
    private static final int HALF_BITS = 128;
    private static final BigInteger LOW_HALF =
            BigInteger.ONE.shiftLeft(HALF_BITS).subtract(BigInteger.ONE);

    private static final long[] BETA =
            FieldElement.of(new BigInteger("7ae96a2b657c07106e64479eac3434e99cf0497512f58995c1396c28719501ee", 16));
    /** The short vectors (a1, b1), (a2, b2) with a + b·λ ≡ 0 modulo N; here b1 = −MINUS_B1 and b2 = A1. */
    private static final BigInteger A1 = new BigInteger("3086d221a7d46bcde86c90e49284eb15", 16);

    private static final BigInteger MINUS_B1 = new BigInteger("e4437ed6010e88286f547fa90abfe4c3", 16);
    private static final BigInteger A2 = new BigInteger("114ca50f7a8e2f3f657c1108d9d44cfd8", 16);
    private static final BigInteger HALF_N = Secp256k1.N.shiftRight(1);

    private static final long[][][] G = oddMultiples(Secp256k1.generatorTimes(BigInteger.ONE));
    private static final long[][][] G_SHIFTED =
            oddMultiples(Secp256k1.generatorTimes(BigInteger.ONE.shiftLeft(HALF_BITS)));

    /** x and y of a point, each 0 to p − 1. */
    record Affine(BigInteger x, BigInteger y) {}

    /**
     * The sum.
     *
     * @param a 0 to N − 1, as b
     * @param r a point of the curve
     * @return empty if it is infinity
     */
    static Optional<Affine> of(BigInteger a, BigInteger b, Affine r) {
        byte[] low = digits(a.and(LOW_HALF), WIDTH_OF_G);
        byte[] high = digits(a.shiftRight(HALF_BITS), WIDTH_OF_G);
        BigInteger[] halves = split(b);
        byte[] plain = digits(halves[0].abs(), WIDTH_OF_R);
        byte[] turned = digits(halves[1].abs(), WIDTH_OF_R);
        Addend[] odd = oddMultiples(FieldElement.of(r.x()), FieldElement.of(r.y()));
        Addend[] oddTurned = turned(odd);
        JacobianPoint sum = new JacobianPoint();
        for (int i = DIGITS - 1; i >= 0; i--) {
            sum.twice();
            add(sum, G, low[i]);
            add(sum, G_SHIFTED, high[i]);
            add(sum, odd, plain[i], halves[0].signum() < 0);
            add(sum, oddTurned, turned[i], halves[1].signum() < 0);
        }
        if (sum.isInfinite()) return Optional.empty();
        long[][] affine = sum.affine();
        return Optional.of(new Affine(FieldElement.value(affine[0]), FieldElement.value(affine[1])));
    }

    private static void add(JacobianPoint sum, long[][][] table, int digit) {
        if (digit == 0) return;
        long[][] point = table[Math.abs(digit) >> 1];
        sum.add(point[0], point[1], digit < 0);
    }

    private static void add(JacobianPoint sum, Addend[] table, int digit, boolean negative) {
        if (digit != 0) sum.add(table[Math.abs(digit) >> 1], digit < 0 != negative);
    }

    /** k as k0 + k1·λ, both of 128 bits and a sign. */
    static BigInteger[] split(BigInteger k) {
        BigInteger c1 = A1.multiply(k).add(HALF_N).divide(Secp256k1.N);
        BigInteger c2 = MINUS_B1.multiply(k).add(HALF_N).divide(Secp256k1.N);
        BigInteger k0 = k.subtract(c1.multiply(A1)).subtract(c2.multiply(A2));
        BigInteger k1 = c1.multiply(MINUS_B1).subtract(c2.multiply(A1));
        return new BigInteger[] {k0, k1};
    }

    /**
     * The width-w non-adjacent form: odd digits below 2^(w−1) in size, at least w − 1 zeros between two of them.
     *
     * @param number 0 to 2^129 − 1
     * @param width 2 to 8
     * @return the lowest digit first
     */
    static byte[] digits(BigInteger number, int width) {
        byte[] digits = new byte[DIGITS];
        long low = number.longValue();
        long middle = number.shiftRight(64).longValue();
        long top = number.shiftRight(128).longValue();
        int carry = 0;
        int at = 0;
        while (at < DIGITS) {
            if (bit(low, middle, top, at) == carry) {
                at++;
                continue;
            }
            int word = carry;
            for (int i = 0; i < width; i++) word += bit(low, middle, top, at + i) << i;
            carry = word >> (width - 1) & 1;
            digits[at] = (byte) (word - (carry << width));
            at += width;
        }
        return digits;
    }

    private static int bit(long low, long middle, long top, int at) {
        long word = at < 64 ? low : at < 128 ? middle : at < 192 ? top : 0;
        return (int) (word >>> (at & 63)) & 1;
    }

    /** 1, 3, 5 … times a point, over one denominator each. */
    private static Addend[] oddMultiples(long[] x, long[] y) {
        JacobianPoint point = new JacobianPoint();
        point.set(x, y);
        Addend[] odd = new Addend[1 << (WIDTH_OF_R - 2)];
        odd[0] = point.addend();
        point.twice();
        Addend two = point.addend();
        point.set(x, y);
        for (int i = 1; i < odd.length; i++) {
            point.add(two, false);
            odd[i] = point.addend();
        }
        return odd;
    }

    private static Addend[] turned(Addend[] table) {
        Addend[] turned = new Addend[table.length];
        for (int i = 0; i < table.length; i++) {
            Addend each = table[i];
            long[] x = new long[FieldElement.LIMBS];
            FieldElement.multiply(x, each.x(), BETA);
            turned[i] = new Addend(x, each.y(), each.z(), each.zz(), each.zzz());
        }
        return turned;
    }

    /** 1, 3, 5 … times a point, as coordinates: made once, so that each may cost an inversion. */
    private static long[][][] oddMultiples(Affine of) {
        long[][][] odd = new long[1 << (WIDTH_OF_G - 2)][][];
        JacobianPoint point = new JacobianPoint();
        point.set(FieldElement.of(of.x()), FieldElement.of(of.y()));
        odd[0] = point.affine();
        point.twice();
        Addend two = point.addend();
        point.set(odd[0][0], odd[0][1]);
        for (int i = 1; i < odd.length; i++) {
            point.add(two, false);
            odd[i] = point.affine();
        }
        return odd;
    }

    private Secp256k1Sum() {}
}
