package io.meshplane.route.domain.graph;

import java.math.BigInteger;

/**
 * Weighs price against quality as Althea does: {@code log2(max(price, floor)) + factor · log2(metric)}, the lower the better. At the
 * usual factor 1.9 a way twice as dear wins if its metric is more than 2^(1/1.9) = 1.44 times better. The floor, 1 or more, keeps a
 * price of 0 from winning whatever the metric; Althea has none.
 *
 * <p>Two ways are compared without rounding: {@code max(p, floor)^d · m^n} for the factor n/d in lowest terms. Logarithms only spare
 * the big numbers where they differ by far more than their error.
 *
 * @param floor in the network's price units, 1 or more
 * @param factorThousandths 1 to 10,000; 1900 is Althea's default
 */
public record Balance(long floor, int factorThousandths) {
    /** Althea's factor, and the least floor there is. */
    public static final Balance USUAL = new Balance(1, 1900);

    private static final int THOUSAND = 1000;
    private static final int FACTOR_MAX = 10_000;
    private static final double SURELY = 1e-6; // scores are below 2^11, doubles err by less than 2^-40 of that

    public Balance {
        if (floor < 1) throw new IllegalArgumentException("floor < 1: " + floor);
        if (factorThousandths < 1 || factorThousandths > FACTOR_MAX) {
            throw new IllegalArgumentException("factor outside 0.001-10: " + factorThousandths + "/1000");
        }
    }

    /** For people: rounded. Comparing is for {@link #compare}. A metric of 0 is the destination itself and scores as 1. */
    public double score(long price, long metric) {
        return log2(Math.max(price, floor)) + factorThousandths / (double) THOUSAND * log2(Math.max(1, metric));
    }

    /** {@link #score(long, long)} of a way. */
    public double score(Path path) {
        return score(path.total(Criterion.PRICE), path.total(Criterion.METRIC));
    }

    /** Negative if the first way is better, 0 if they score exactly the same. */
    public int compare(long price, long metric, long otherPrice, long otherMetric) {
        double difference = score(price, metric) - score(otherPrice, otherMetric);
        if (Math.abs(difference) > SURELY) return difference < 0 ? -1 : 1;
        return exact(price, metric).compareTo(exact(otherPrice, otherMetric));
    }

    /** By score, then price, then metric. */
    int compare(Path one, Path other) {
        long price = one.total(Criterion.PRICE);
        long metric = one.total(Criterion.METRIC);
        int byScore = compare(price, metric, other.total(Criterion.PRICE), other.total(Criterion.METRIC));
        if (byScore != 0) return byScore;
        int byPrice = Long.compare(price, other.total(Criterion.PRICE));
        return byPrice != 0 ? byPrice : Long.compare(metric, other.total(Criterion.METRIC));
    }

    private BigInteger exact(long price, long metric) {
        int common = BigInteger.valueOf(factorThousandths)
                .gcd(BigInteger.valueOf(THOUSAND))
                .intValueExact();
        BigInteger priced = BigInteger.valueOf(Math.max(price, floor)).pow(THOUSAND / common);
        return priced.multiply(BigInteger.valueOf(Math.max(1, metric)).pow(factorThousandths / common));
    }

    private static double log2(long value) {
        return StrictMath.log((double) value) / StrictMath.log(2);
    }
}
