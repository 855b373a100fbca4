package io.meshplane.chain;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** ECDSA over secp256k1 (SEC 2) as Ethereum uses it: deterministic nonces (RFC 6979), low s (EIP-2), key recovery. */
public final class Secp256k1 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

    /** Order of the group. */
    public static final BigInteger N = CURVE.getN();

    private static final BigInteger HALF_N = N.shiftRight(1);

    private Secp256k1() {}

    /**
     * The address of a private key: the last 20 bytes of the Keccak-256 of its public key.
     *
     * @throws IllegalArgumentException if the key is not in 1..N−1
     */
    public static Address addressOf(BigInteger privateKey) {
        requireKey(privateKey);
        return addressOf(new FixedPointCombMultiplier().multiply(CURVE.getG(), privateKey));
    }

    /** Signs a hash. The same key and hash give the same signature. */
    public static Signature sign(Hash32 hash, BigInteger privateKey) {
        requireKey(privateKey);
        BigInteger z = new BigInteger(1, hash.bytes().array());
        HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
        nonces.init(N, privateKey, hash.bytes().toArray());
        while (true) {
            BigInteger k = nonces.nextK();
            ECPoint ephemeral =
                    new FixedPointCombMultiplier().multiply(CURVE.getG(), k).normalize();
            BigInteger x = ephemeral.getAffineXCoord().toBigInteger();
            BigInteger s =
                    k.modInverse(N).multiply(z.add(x.multiply(privateKey))).mod(N);
            // x ≥ N would need a recovery id of 2 or 3, which transactions cannot carry; about one in 2^128
            if (x.compareTo(N) < 0 && x.signum() != 0 && s.signum() != 0) {
                boolean odd = ephemeral.getAffineYCoord().testBitZero();
                boolean high = s.compareTo(HALF_N) > 0;
                return new Signature(odd != high ? 1 : 0, x, high ? N.subtract(s) : s);
            }
        }
    }

    /**
     * The address whose key made this signature over this hash.
     *
     * @return empty if r or s is out of range, s is high (EIP-2), or no point has this r
     */
    public static Optional<Address> recover(Hash32 hash, Signature signature) {
        BigInteger r = signature.r();
        BigInteger s = signature.s();
        if (r.signum() == 0 || s.signum() == 0 || r.compareTo(N) >= 0 || s.compareTo(HALF_N) > 0) {
            return Optional.empty();
        }
        ECPoint ephemeral;
        try {
            ephemeral = CURVE.getCurve().decodePoint(compressed(r, signature.yParity()));
        } catch (IllegalArgumentException noSuchPoint) {
            return Optional.empty();
        }
        BigInteger z = new BigInteger(1, hash.bytes().array());
        BigInteger inverse = r.modInverse(N);
        BigInteger onGenerator = z.negate().multiply(inverse).mod(N);
        BigInteger onEphemeral = s.multiply(inverse).mod(N);
        ECPoint publicKey = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), onGenerator, ephemeral, onEphemeral);
        return publicKey.isInfinity() ? Optional.empty() : Optional.of(addressOf(publicKey));
    }

    private static byte[] compressed(BigInteger x, int yParity) {
        byte[] point = new byte[33];
        point[0] = (byte) (2 + yParity);
        byte[] digits = x.toByteArray();
        int skip = digits.length == 33 ? 1 : 0;
        System.arraycopy(digits, skip, point, 33 - digits.length + skip, digits.length - skip);
        return point;
    }

    private static Address addressOf(ECPoint publicKey) {
        Bytes uncompressed = Bytes.wrap(publicKey.getEncoded(false));
        return Address.lastBytesOf(Keccak256.hash(uncompressed.slice(1, 65)));
    }

    private static void requireKey(BigInteger privateKey) {
        if (privateKey.signum() <= 0 || privateKey.compareTo(N) >= 0) {
            throw new IllegalArgumentException("a private key is in 1..N-1");
        }
    }
}
