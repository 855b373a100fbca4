package io.meshplane.contracts.money;

import java.math.BigInteger;

/** A price of traffic: base units of an asset per 10^9 bytes, 0 to 2^256 - 1. */
public record Price(Amount perBillionBytes) {
    public static final Price FREE = new Price(Amount.ZERO);
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    public static Price of(long perBillionBytes) {
        return new Price(Amount.of(perBillionBytes));
    }

    /** @throws IllegalArgumentException as {@link Amount#parse} */
    public static Price parse(String decimal) {
        return new Price(Amount.parse(decimal));
    }

    /**
     * Cost of the bytes between two readings of one cumulative counter: the difference of two floors, so that any sampling of
     * the same counter gives the same sum to the last unit.
     *
     * @param fromBytes earlier reading, unsigned 64 bit
     * @param toBytes later reading, unsigned 64 bit, not below {@code fromBytes}
     * @throws IllegalArgumentException if the counter runs backwards or the cost passes 2^256 - 1
     */
    public Amount cost(long fromBytes, long toBytes) {
        if (Long.compareUnsigned(toBytes, fromBytes) < 0) throw new IllegalArgumentException("counter runs backwards");
        return new Amount(costSinceZero(toBytes).subtract(costSinceZero(fromBytes)));
    }

    private BigInteger costSinceZero(long bytes) {
        return unsigned(bytes).multiply(perBillionBytes.value()).divide(BILLION);
    }

    private static BigInteger unsigned(long value) {
        BigInteger signed = BigInteger.valueOf(value);
        return value >= 0 ? signed : signed.add(BigInteger.ONE.shiftLeft(64));
    }

    public Price plus(Price other) {
        return new Price(perBillionBytes.plus(other.perBillionBytes));
    }

    @Override
    public String toString() {
        return perBillionBytes.toString();
    }
}
