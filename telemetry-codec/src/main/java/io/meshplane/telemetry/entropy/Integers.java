package io.meshplane.telemetry.entropy;

/** Whole numbers as binary decisions of a {@link ContextMixer}: Elias gamma codes whose bits adapt. */
public final class Integers {
    private static final int UNARY_NODES = 14;
    private static final int ADAPTIVE_MANTISSA_BITS = 3;
    private static final int MANTISSA_NODES = (1 << ADAPTIVE_MANTISSA_BITS) - 1;

    private Integers() {}

    /** A signed number; near 0 is cheap. Takes the nodes from 0 on: zero or not, sign, magnitude. */
    public static long signed(ContextMixer mixer, BitPort port, long value) {
        if (mixer.code(port, value == 0 ? 0 : 1, 0) == 0) return 0;
        int negative = mixer.code(port, value < 0 ? 1 : 0, 1);
        long magnitude = positive(mixer, port, Math.abs(value), 2);
        return negative == 0 ? magnitude : -magnitude;
    }

    /** A number of 64 bits, 0 or more; near 0 is cheap. */
    public static long natural(ContextMixer mixer, BitPort port, long value) {
        if (mixer.code(port, value == 0 ? 0 : 1, 0) == 0) return 0;
        return positive(mixer, port, value, 2);
    }

    /**
     * An unsigned number of 64 bits, 1 or more: its exponent in unary, then the mantissa, of which the upper bits adapt.
     *
     * @param node the first node to take
     */
    public static long positive(ContextMixer mixer, BitPort port, long value, int node) {
        int exponent = 63 - Long.numberOfLeadingZeros(value | 1);
        int read = 0;
        while (read < 63 && mixer.code(port, read < exponent ? 1 : 0, node + Math.min(read, UNARY_NODES - 1)) == 1)
            read++;
        int first = node + UNARY_NODES + MANTISSA_NODES * (read - 1);
        int adaptive = Math.min(read, ADAPTIVE_MANTISSA_BITS);
        int tree = 1;
        for (int i = 1; i <= adaptive; i++) {
            int bit = mixer.code(port, (int) (value >>> (read - i)) & 1, first + tree - 1);
            tree = tree * 2 + bit;
        }
        int rest = read - adaptive;
        return ((long) tree << rest) | (port.raw(value & ((1L << rest) - 1), rest) & ((1L << rest) - 1));
    }
}
