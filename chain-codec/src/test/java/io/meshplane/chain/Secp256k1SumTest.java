package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Secp256k1Sum.Affine;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Our sums against Bouncy Castle's, which was the way before: whatever it finds, and where it finds nothing. */
class Secp256k1SumTest {
    private static final BigInteger N = Secp256k1.N;
    private static final BigInteger ONE = BigInteger.ONE;
    private static final ECCurve CURVE =
            CustomNamedCurves.getByName("secp256k1").getCurve();
    private static final ECPoint G = CustomNamedCurves.getByName("secp256k1").getG();
    private static final BigInteger LAMBDA =
            new BigInteger("5363ad4cc05c30e0a5261c028812645a122e22ea20816678df02967c1b23bd72", 16);
    private static final int TRIALS = Integer.getInteger("meshplane.recoveries", 3_000);

    @Test
    void areThoseOfBouncyCastleForRandomNumbers() {
        Random random = Seeded.random("sums of two");
        for (int trial = 0; trial < TRIALS; trial++) {
            ECPoint r = G.multiply(number(random).add(ONE)).normalize();
            assertSame(number(random), number(random), r);
        }
    }

    @Test
    void meetTheGeneratorsMultiplesOnTheWay() {
        for (int k = 1; k <= 9; k += 2) {
            for (ECPoint r : List.of(G.multiply(BigInteger.valueOf(k)), G.multiply(BigInteger.valueOf(-k)))) {
                for (int a = 0; a < 24; a++) {
                    for (int b = 0; b < 24; b++) {
                        assertSame(BigInteger.valueOf(a), BigInteger.valueOf(b), r.normalize());
                        assertSame(N.subtract(BigInteger.valueOf(a + 1)), BigInteger.valueOf(b), r.normalize());
                    }
                }
            }
        }
    }

    @Test
    void holdAtTheEdges() {
        BigInteger half = ONE.shiftLeft(128);
        List<BigInteger> edges = List.of(
                BigInteger.ZERO,
                ONE,
                half.subtract(ONE),
                half,
                half.add(ONE),
                LAMBDA,
                LAMBDA.add(ONE),
                LAMBDA.subtract(ONE),
                N.subtract(LAMBDA),
                N.shiftRight(1),
                N.shiftRight(1).add(ONE),
                N.subtract(half),
                N.subtract(ONE));
        for (ECPoint r : List.of(G, G.negate(), G.multiply(LAMBDA), G.multiply(half), G.multiply(N.shiftRight(1)))) {
            for (BigInteger a : edges) for (BigInteger b : edges) assertSame(a, b, r.normalize());
        }
    }

    @Test
    void splitEveryNumberIntoShortHalves() {
        Random random = Seeded.random("halves");
        for (int trial = 0; trial < 20_000; trial++) {
            BigInteger k = trial < 200 ? N.subtract(BigInteger.valueOf(trial + 1L)) : number(random);
            BigInteger[] halves = Secp256k1Sum.split(k);

            assertThat(halves[0].add(halves[1].multiply(LAMBDA)).mod(N)).isEqualTo(k);
            assertThat(halves[0].abs().bitLength()).isLessThanOrEqualTo(128);
            assertThat(halves[1].abs().bitLength()).isLessThanOrEqualTo(128);
        }
    }

    @Test
    void writeNumbersInSparseDigits() {
        Random random = Seeded.random("digits");
        for (int trial = 0; trial < 5_000; trial++) {
            BigInteger number = trial < 10
                    ? ONE.shiftLeft(128).subtract(BigInteger.valueOf(trial + 1L))
                    : new BigInteger(128, random);
            for (int width = 2; width <= 8; width++) assertSparse(number, width);
        }
    }

    private static void assertSparse(BigInteger number, int width) {
        byte[] digits = Secp256k1Sum.digits(number, width);
        BigInteger sum = BigInteger.ZERO;
        int last = Integer.MIN_VALUE / 2;
        for (int i = 0; i < digits.length; i++) {
            if (digits[i] == 0) continue;
            assertThat(digits[i] & 1).isEqualTo(1);
            assertThat(Math.abs(digits[i])).isLessThan(1 << (width - 1));
            assertThat(i - last).isGreaterThanOrEqualTo(width);
            last = i;
            sum = sum.add(BigInteger.valueOf(digits[i]).shiftLeft(i));
        }
        assertThat(sum).isEqualTo(number);
    }

    /** Any r, s and parity: what we recover, and from what nobody can be recovered, is as it was. */
    @Test
    void recoverWhatBouncyCastleRecovers() {
        Random random = Seeded.random("recoveries");
        int found = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] content = new byte[32];
            random.nextBytes(content);
            Hash32 hash = new Hash32(Bytes.of(content));
            Signature signature = new Signature(
                    random.nextInt(2),
                    number(random),
                    number(random).mod(N.shiftRight(1)).add(ONE));

            Optional<Address> ours = Secp256k1.recover(hash, signature);

            assertThat(ours).isEqualTo(recovered(hash, signature));
            if (ours.isPresent()) found++;
        }
        assertThat(found).as("about half of all numbers are the x of a point").isBetween(TRIALS / 3, 2 * TRIALS / 3);
    }

    private static Optional<Address> recovered(Hash32 hash, Signature signature) {
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (2 + signature.yParity());
        byte[] x = signature.r().toByteArray();
        int length = Math.min(32, x.length);
        System.arraycopy(x, x.length - length, compressed, 33 - length, length);
        ECPoint r;
        try {
            r = CURVE.decodePoint(compressed);
        } catch (IllegalArgumentException noSuchPoint) {
            return Optional.empty();
        }
        BigInteger inverse = signature.r().modInverse(N);
        BigInteger z = new BigInteger(1, hash.bytes().array());
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(
                G,
                z.negate().multiply(inverse).mod(N),
                r,
                signature.s().multiply(inverse).mod(N));
        if (key.isInfinity()) return Optional.empty();
        byte[] encoded = key.getEncoded(false);
        return Optional.of(Address.lastBytesOf(Keccak256.hash(Bytes.of(encoded).slice(1, encoded.length))));
    }

    private static void assertSame(BigInteger a, BigInteger b, ECPoint r) {
        Affine ours = affine(r).orElseThrow();
        ECPoint expected = G.multiply(a).add(r.multiply(b)).normalize();

        assertThat(Secp256k1Sum.of(a, b, ours)).as("%s·G + %s·R", a, b).isEqualTo(affine(expected));
    }

    private static Optional<Affine> affine(ECPoint point) {
        return point.isInfinity()
                ? Optional.empty()
                : Optional.of(new Affine(
                        point.getAffineXCoord().toBigInteger(),
                        point.getAffineYCoord().toBigInteger()));
    }

    private static BigInteger number(Random random) {
        return new BigInteger(256, random).mod(N.subtract(ONE)).add(ONE);
    }
}
