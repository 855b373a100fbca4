package io.meshplane.chain;

import java.math.BigInteger;
import java.util.HexFormat;

/** QUANTITY of the Ethereum JSON-RPC specification: {@code 0x}, then the fewest hex digits; zero is {@code 0x0}. */
public final class HexQuantity {
    private static final int MAX_DIGITS = 64;

    private HexQuantity() {}

    /**
     * Parses a quantity of at most 256 bits.
     *
     * @throws MalformedChainDataException without the prefix or digits, with a leading zero, or beyond 256 bits
     */
    public static BigInteger parse(String text) throws MalformedChainDataException {
        int digits = text.length() - 2;
        if (!text.startsWith("0x") || digits < 1 || digits > MAX_DIGITS) {
            throw new MalformedChainDataException("not a hex quantity of 1 to 64 digits");
        }
        if (digits > 1 && text.charAt(2) == '0') {
            throw new MalformedChainDataException("leading zero in a hex quantity");
        }
        for (int i = 2; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                throw new MalformedChainDataException("not a hex digit in a hex quantity");
            }
        }
        return new BigInteger(text.substring(2), 16);
    }

    /** Parses a quantity of at most 63 bits, such as a block number, a nonce or gas. */
    public static long parseLong(String text) throws MalformedChainDataException {
        BigInteger value = parse(text);
        if (value.bitLength() > 63) {
            throw new MalformedChainDataException("hex quantity beyond 63 bits");
        }
        return value.longValueExact();
    }

    /**
     * Writes a quantity.
     *
     * @throws IllegalArgumentException if negative
     */
    public static String format(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("quantity < 0: " + value);
        }
        return "0x" + value.toString(16);
    }

    /** As {@link #format(BigInteger)}. */
    public static String format(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("quantity < 0: " + value);
        }
        return "0x" + Long.toHexString(value);
    }
}
