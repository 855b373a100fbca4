package io.meshplane.telemetry.entropy;

/**
 * Probabilities in the logistic domain, by integer arithmetic only. A stretched probability is ln(p / (1 - p)) in units of
 * 1/256, -2047 to 2047.
 */
public final class Logistic {
    static final int LIMIT = 2047;
    /** 65536 / (1 + e^-x) for x = -8, -7.5 … 8, rounded. */
    private static final int[] KNOTS = {
        22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4972, 7812, 11955, 17625, 24742, 32768, 40794, 47911,
        53581, 57724, 60564, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476, 65500, 65514
    };

    private static final char[] SQUASH = new char[2 * LIMIT + 2];
    private static final short[] STRETCH = new short[4096];

    static {
        int filled = 0;
        for (int x = -LIMIT; x <= LIMIT; x++) {
            int knot = (x + 2048) >> 7;
            int part = (x + 2048) & 127;
            int p16 = (KNOTS[knot] * (128 - part) + KNOTS[knot + 1] * part + 64) >> 7;
            SQUASH[x + LIMIT] = (char) p16;
            while (filled <= p16 >> 4) STRETCH[filled++] = (short) x;
        }
        while (filled < STRETCH.length) STRETCH[filled++] = LIMIT;
    }

    private Logistic() {}

    /** The probability, in units of 2^-16, of a stretched one; whatever is outside the limits counts as the limit. */
    public static int squash(int stretched) {
        return SQUASH[Math.clamp(stretched, -LIMIT, LIMIT) + LIMIT];
    }

    /** Stretches a probability given in units of 2^-12, 0 to 4095. */
    public static int stretch(int p12) {
        return STRETCH[p12];
    }
}
