package io.meshplane.chain;

import io.meshplane.chain.Secp256k1Sum.Affine;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

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
        return pointAt(r, signature.yParity()).flatMap(ephemeral -> {
            BigInteger z = new BigInteger(1, hash.bytes().array());
            BigInteger inverse = BigIntegers.modOddInverseVar(N, r);
            BigInteger onGenerator = z.negate().multiply(inverse).mod(N);
            BigInteger onEphemeral = s.multiply(inverse).mod(N);
            return Secp256k1Sum.of(onGenerator, onEphemeral, ephemeral).map(Secp256k1::addressOf);
        });
    }

    /** The point with this x (below N, so below p) and a y of this parity; empty if there is none. */
    private static Optional<Affine> pointAt(BigInteger x, int yParity) {
        long[] field = FieldElement.of(x);
        long[] ySquared = new long[FieldElement.LIMBS];
        FieldElement.square(ySquared, field);
        FieldElement.multiply(ySquared, ySquared, field);
        ySquared[0] += 7;
        long[] root = FieldElement.rootIfAny(ySquared);
        long[] difference = new long[FieldElement.LIMBS];
        FieldElement.square(difference, root);
        FieldElement.subtract(difference, difference, ySquared);
        if (!FieldElement.isZero(difference)) return Optional.empty();
        BigInteger y = FieldElement.value(root);
        return Optional.of(new Affine(x, y.testBit(0) == (yParity == 1) ? y : FieldElement.P.subtract(y)));
    }

    /** k·G for 0 < k < N. */
    static Affine generatorTimes(BigInteger k) {
        ECPoint point = new FixedPointCombMultiplier().multiply(CURVE.getG(), k).normalize();
        return new Affine(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    }

    private static Address addressOf(Affine publicKey) {
        byte[] both = new byte[64];
        BigIntegers.asUnsignedByteArray(publicKey.x(), both, 0, 32);
        BigIntegers.asUnsignedByteArray(publicKey.y(), both, 32, 32);
        return Address.lastBytesOf(Keccak256.hash(Bytes.wrap(both)));
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
