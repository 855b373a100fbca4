package io.meshplane.contracts.money;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** An amount of an asset in its base units, 0 to 2^256 - 1; a decimal string wherever it leaves the process. */
public record Amount(BigInteger value) implements Comparable<Amount> {
    public static final Amount ZERO = new Amount(BigInteger.ZERO);
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,77}");

    public Amount {
        if (value.signum() < 0) throw new IllegalArgumentException("amount < 0");
        if (value.bitLength() > 256) throw new IllegalArgumentException("amount > 2^256 - 1");
    }

    public static Amount of(long value) {
        return new Amount(BigInteger.valueOf(value));
    }

    /**
     * Reads the wire form.
     *
     * @throws IllegalArgumentException unless it is a plain decimal without sign or leading zeros, below 2^256
     */
    public static Amount parse(String decimal) {
        if (!DECIMAL.matcher(decimal).matches()) {
            throw new IllegalArgumentException("not an amount: a decimal integer from 0 to 2^256 - 1 is expected");
        }
        return new Amount(new BigInteger(decimal));
    }

    /** @throws IllegalArgumentException above 2^256 - 1 */
    public Amount plus(Amount other) {
        return new Amount(value.add(other.value));
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    @Override
    public int compareTo(Amount other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
