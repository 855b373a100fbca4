package io.meshplane.route.domain.graph;

/**
 * Loss as numbers that add up along a way: {@code -1024 · log2(part that arrives)}, rounded up, so that a way is never shown better
 * than it is. What arrives over a way is the product of what arrives over its hops.
 */
public final class Loss {
    /** Nothing arrives, or next to nothing. */
    public static final char ALL = Character.MAX_VALUE;

    private static final double UNITS_PER_HALVING = 1024;

    /** @param arriving the part that arrives, 0 to 1 */
    public static char of(double arriving) {
        if (!(arriving >= 0 && arriving <= 1)) throw new IllegalArgumentException("not a part: " + arriving);
        double units = Math.ceil(-UNITS_PER_HALVING * StrictMath.log(arriving) / StrictMath.log(2));
        return units >= ALL ? ALL : (char) units;
    }

    /** The part that arrives over a way with this sum, 0 to 1. */
    public static double arriving(long sum) {
        return StrictMath.pow(2, -sum / UNITS_PER_HALVING);
    }

    private Loss() {}
}
