package io.meshplane.chain;

import java.math.BigInteger;

/**
 * A recoverable ECDSA signature over secp256k1.
 *
 * @param yParity 0 or 1: parity of the ephemeral point's y
 * @param r at most 256 bits; zero only in {@link #UNSIGNED}
 * @param s as r; above half the group order it is malleable, and recovery refuses it (EIP-2)
 */
public record Signature(int yParity, BigInteger r, BigInteger s) {
    /** The place of a signature not made yet. No sender can be recovered from it. */
    public static final Signature UNSIGNED = new Signature(0, BigInteger.ZERO, BigInteger.ZERO);

    private static final int WORD_BYTES = 32;
    private static final int SIZE_BYTES = 2 * WORD_BYTES + 1;
    private static final int V_OF_EVEN = 27;

    public Signature {
        if (yParity < 0 || yParity > 1) {
            throw new IllegalArgumentException("y parity is neither 0 nor 1: " + yParity);
        }
        if (r.signum() < 0 || s.signum() < 0 || r.bitLength() > 256 || s.bitLength() > 256) {
            throw new IllegalArgumentException("r or s beyond 256 bits");
        }
    }

    /**
     * Parses the 65 bytes that wallets give: r and s of 32 bytes each, then v, which is 27 or 28, or the parity itself.
     *
     * @param hex JSON-RPC DATA
     * @throws MalformedChainDataException for another length or another v
     */
    public static Signature parse(String hex) throws MalformedChainDataException {
        Bytes bytes = HexData.parse(hex, SIZE_BYTES);
        int v = bytes.at(2 * WORD_BYTES);
        int yParity = v >= V_OF_EVEN ? v - V_OF_EVEN : v;
        if (yParity > 1) {
            throw new MalformedChainDataException("v is none of 27, 28, 0 and 1");
        }
        BigInteger r = new BigInteger(1, bytes.slice(0, WORD_BYTES).array());
        BigInteger s = new BigInteger(1, bytes.slice(WORD_BYTES, 2 * WORD_BYTES).array());
        return new Signature(yParity, r, s);
    }

    /** The form that {@link #parse} reads, with a v of 27 or 28. */
    public String toHex() {
        return "0x%064x%064x%02x".formatted(r, s, V_OF_EVEN + yParity);
    }

    /** The last three fields of a typed transaction. */
    static Signature read(RlpFields from) throws MalformedChainDataException {
        long yParity = from.number();
        if (yParity > 1) {
            throw new MalformedChainDataException("y parity is neither 0 nor 1");
        }
        return new Signature((int) yParity, from.integer(), from.integer());
    }
}
