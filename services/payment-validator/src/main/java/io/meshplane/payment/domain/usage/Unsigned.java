package io.meshplane.payment.domain.usage;

import java.math.BigInteger;

/** Counters as they come: 64 bits without a sign. */
final class Unsigned {
    static BigInteger of(long bits) {
        BigInteger signed = BigInteger.valueOf(bits);
        return bits >= 0 ? signed : signed.add(BigInteger.ONE.shiftLeft(Long.SIZE));
    }

    static long max(long one, long other) {
        return Long.compareUnsigned(one, other) >= 0 ? one : other;
    }

    private Unsigned() {}
}
