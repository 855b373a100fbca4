package io.meshplane.chain;

import static io.meshplane.chain.FieldElement.LIMBS;
import static io.meshplane.chain.FieldElement.isZero;
import static io.meshplane.chain.FieldElement.multiply;
import static io.meshplane.chain.FieldElement.scale;
import static io.meshplane.chain.FieldElement.square;
import static io.meshplane.chain.FieldElement.subtract;

import java.util.Arrays;

/**
 * A point of secp256k1 that is changed in place: (X/Z², Y/Z³), or infinity. The formulas are those of the Explicit-Formulas Database for
 * a = 0; every exception (equal points, opposite points, infinity) is handled, as whoever makes a signature can provoke it.
 */
final class JacobianPoint {
    private final long[] x = new long[LIMBS]; // of size 9 at most, as y; z of size 2
    private final long[] y = new long[LIMBS];
    private final long[] z = new long[LIMBS];
    private boolean infinite = true;
    private final long[] t1 = new long[LIMBS];
    private final long[] t2 = new long[LIMBS];
    private final long[] h = new long[LIMBS];
    private final long[] r = new long[LIMBS];
    private final long[] u = new long[LIMBS];
    private final long[] s = new long[LIMBS];

    /** A point to be added often, with z² and z³; never infinity. */
    record Addend(long[] x, long[] y, long[] z, long[] zz, long[] zzz) {}

    boolean isInfinite() {
        return infinite;
    }

    /** Becomes a point with z = 1. */
    void set(long[] affineX, long[] affineY) {
        System.arraycopy(affineX, 0, x, 0, LIMBS);
        System.arraycopy(affineY, 0, y, 0, LIMBS);
        Arrays.fill(z, 0);
        z[0] = 1;
        infinite = false;
    }

    /** As it is now. */
    Addend addend() {
        long[] zz = new long[LIMBS];
        long[] zzz = new long[LIMBS];
        square(zz, z);
        multiply(zzz, zz, z);
        return new Addend(x.clone(), y.clone(), z.clone(), zz, zzz);
    }

    /** Its coordinates; it is not infinity. */
    long[][] affine() {
        long[] inverse = FieldElement.inverse(z);
        long[] square = new long[LIMBS];
        long[] affineX = new long[LIMBS];
        long[] affineY = new long[LIMBS];
        square(square, inverse);
        multiply(affineX, x, square);
        multiply(square, square, inverse);
        multiply(affineY, y, square);
        return new long[][] {affineX, affineY};
    }

    /** This = 2·this (dbl-2009-l). No point of the curve has y = 0. */
    void twice() {
        if (infinite) return;
        multiply(z, y, z);
        scale(z, z, 2);
        square(t1, y);
        multiply(t2, x, t1);
        scale(t2, t2, 4); // D = 4·X·Y²
        square(t1, t1);
        square(h, x);
        scale(h, h, 3); // E = 3·X²
        square(x, h);
        subtract(x, x, t2);
        subtract(x, x, t2); // X = E² − 2·D, of size 9
        subtract(t2, t2, x); // of size 13
        multiply(y, h, t2);
        scale(t1, t1, 8);
        subtract(y, y, t1); // Y = E·(D − X) − 8·Y⁴, of size 9
    }

    /**
     * This += the point with these coordinates, or its opposite (madd).
     *
     * @param negative whether the opposite is meant
     */
    void add(long[] otherX, long[] otherY, boolean negative) {
        if (infinite) {
            set(otherX, otherY);
            if (negative) scale(y, y, -1);
            return;
        }
        square(t1, z);
        multiply(h, otherX, t1);
        multiply(t1, t1, z);
        multiply(r, otherY, t1);
        if (negative) scale(r, r, -1);
        System.arraycopy(x, 0, u, 0, LIMBS);
        System.arraycopy(y, 0, s, 0, LIMBS);
        addDifference();
    }

    /** This += the addend, or its opposite (add-1998-cmo-2). */
    void add(Addend other, boolean negative) {
        if (infinite) {
            set(other.x(), other.y());
            System.arraycopy(other.z(), 0, z, 0, LIMBS);
            if (negative) scale(y, y, -1);
            return;
        }
        square(t1, z);
        multiply(h, other.x(), t1);
        multiply(t1, t1, z);
        multiply(r, other.y(), t1);
        if (negative) scale(r, r, -1);
        multiply(u, x, other.zz());
        multiply(s, y, other.zzz());
        multiply(z, z, other.z());
        addDifference();
    }

    /** From both points over the common denominator: x in u and h, y in s and r. */
    private void addDifference() {
        subtract(h, h, u);
        subtract(r, r, s);
        if (isZero(h)) {
            meet();
            return;
        }
        square(t1, h);
        multiply(t2, u, t1); // V
        multiply(t1, t1, h); // H³
        square(x, r);
        subtract(x, x, t1);
        subtract(x, x, t2);
        subtract(x, x, t2); // X = r² − H³ − 2·V, of size 4
        subtract(t2, t2, x);
        multiply(y, r, t2);
        multiply(t1, s, t1);
        subtract(y, y, t1); // Y = r·(V − X) − S·H³, of size 2
        multiply(z, z, h);
    }

    /** Both have the same x: they are equal or opposite. Over the common denominator x is u and y is s. */
    private void meet() {
        if (!isZero(r)) {
            infinite = true;
            return;
        }
        System.arraycopy(u, 0, x, 0, LIMBS);
        System.arraycopy(s, 0, y, 0, LIMBS);
        twice();
    }
}
