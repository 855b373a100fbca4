package io.meshplane.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against {@link BigInteger}, also with limbs as large as is allowed, of either sign. */
class FieldElementTest {
    private static final BigInteger P = FieldElement.P;
    private static final int TRIALS = 20_000;
    private static final long LARGEST = (FieldElement.FACTOR_SIZE_MAX << 20L) * (1L << 32);

    @Test
    void multipliesAndSquaresWhateverTheWriting() {
        Random random = Seeded.random("field products");
        for (int trial = 0; trial < TRIALS; trial++) {
            long[] a = limbs(random);
            long[] b = limbs(random);
            long[] product = new long[FieldElement.LIMBS];
            long[] square = new long[FieldElement.LIMBS];

            FieldElement.multiply(product, a, b);
            FieldElement.square(square, a);

            assertThat(FieldElement.value(product))
                    .isEqualTo(value(a).multiply(value(b)).mod(P));
            assertThat(FieldElement.value(square))
                    .isEqualTo(value(a).multiply(value(a)).mod(P));
            for (long limb : product) assertThat(limb).isBetween(-1L << 40, (1L << 52) + (1L << 40));
        }
    }

    @Test
    void multipliesTheExtremes() {
        for (BigInteger a : extremes()) {
            for (BigInteger b : extremes()) {
                long[] product = new long[FieldElement.LIMBS];
                FieldElement.multiply(product, FieldElement.of(a), FieldElement.of(b));
                assertThat(FieldElement.value(product)).isEqualTo(a.multiply(b).mod(P));
            }
        }
    }

    @Test
    void tellsZeroInEveryWritingAndNothingElse() {
        Random random = Seeded.random("field zero");
        for (int trial = 0; trial < TRIALS; trial++) {
            long[] a = limbs(random);
            long[] zero = new long[FieldElement.LIMBS];
            long[] same = FieldElement.of(FieldElement.value(a));
            FieldElement.subtract(zero, a, same);

            assertThat(FieldElement.isZero(zero)).isTrue();
            zero[trial % FieldElement.LIMBS] += 1L << trial % 48;
            assertThat(FieldElement.isZero(zero)).isFalse();
        }
        assertThat(FieldElement.isZero(FieldElement.of(P))).isTrue();
        assertThat(FieldElement.isZero(FieldElement.of(BigInteger.ZERO))).isTrue();
        assertThat(FieldElement.isZero(FieldElement.of(P.add(BigInteger.ONE)))).isFalse();
    }

    @Test
    void invertsAndFindsRoots() {
        Random random = Seeded.random("field inverses");
        for (int trial = 0; trial < 500; trial++) {
            BigInteger a =
                    new BigInteger(256, random).mod(P.subtract(BigInteger.ONE)).add(BigInteger.ONE);
            BigInteger square = a.multiply(a).mod(P);

            assertThat(FieldElement.value(FieldElement.inverse(FieldElement.of(a))))
                    .isEqualTo(a.modInverse(P));
            assertThat(FieldElement.value(FieldElement.rootIfAny(FieldElement.of(square))))
                    .isIn(a, P.subtract(a));
        }
        assertThat(FieldElement.isZero(FieldElement.inverse(FieldElement.of(BigInteger.ZERO))))
                .isTrue();
    }

    private static List<BigInteger> extremes() {
        BigInteger one = BigInteger.ONE;
        return List.of(
                BigInteger.ZERO,
                one,
                P.subtract(one),
                P,
                P.add(one),
                one.shiftLeft(256).subtract(one),
                one.shiftLeft(255));
    }

    /** Often at the limits. */
    private static long[] limbs(Random random) {
        long[] limbs = new long[FieldElement.LIMBS];
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = switch (random.nextInt(6)) {
                case 0 -> LARGEST;
                case 1 -> -LARGEST;
                case 2 -> 0;
                case 3 -> (1L << 52) - 1;
                default -> random.nextLong(-LARGEST, LARGEST + 1);
            };
        }
        return limbs;
    }

    private static BigInteger value(long[] limbs) {
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < limbs.length; i++)
            value = value.add(BigInteger.valueOf(limbs[i]).shiftLeft(52 * i));
        return value;
    }
}
