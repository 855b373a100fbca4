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

    public Signature {
        if (yParity < 0 || yParity > 1) {
            throw new IllegalArgumentException("y parity is neither 0 nor 1: " + yParity);
        }
        if (r.signum() < 0 || s.signum() < 0 || r.bitLength() > 256 || s.bitLength() > 256) {
            throw new IllegalArgumentException("r or s beyond 256 bits");
        }
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
