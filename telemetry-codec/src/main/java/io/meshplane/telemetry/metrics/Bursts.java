package io.meshplane.telemetry.metrics;

import static io.meshplane.telemetry.metrics.Contexts.STRIDE;

import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.entropy.ContextMixer;
import io.meshplane.telemetry.entropy.Integers;

/**
 * Codes differences that come in bursts by their magnitude: four buckets an octave (0, 1, 2, 3, 4, 5, 6, 7, 8-9, 10-11 …), then
 * the place in the bucket. The bucket depends on the one before and on the partner's.
 */
final class Bursts {
    private static final int ESCAPE = 30;
    private static final int HALF_TREE = 15;

    private final SeriesState state;
    private final ContextMixer mixer;

    Bursts(SeriesState state, ContextMixer mixer) {
        this.state = state;
        this.mixer = mixer;
    }

    /** The bucket of a difference; whatever is negative or 2^31 and more has no bucket but the last number. */
    static int bucket(long difference) {
        if (difference < 4) return difference < 0 ? 4 * ESCAPE : (int) difference;
        int exponent = 63 - Long.numberOfLeadingZeros(difference);
        if (exponent > ESCAPE) return 4 * ESCAPE;
        return (exponent - 1) * 4 + ((int) (difference >>> (exponent - 2)) & 3);
    }

    long code(BitPort port, int s, long difference, int elapsed) {
        int wanted = bucket(difference);
        int before = bucket(state.delta[s]);
        int earlier = state.lastSize[s] & 0xFF;
        int partner = state.partner[s];
        int other = partner < 0 ? 0 : bucket(state.delta[partner]);
        int c = state.classOf[s];
        boolean known = partner >= 0 && partner < s;
        mixer.choose(
                Contexts.BURST,
                ContextMixer.context(Contexts.BURST, c, (before << 8) | (known ? other >> 2 : elapsed)),
                ContextMixer.context(Contexts.BURST + STRIDE, c, (other << 8) | (known ? before >> 3 : earlier >> 2)),
                ContextMixer.context(
                        Contexts.BURST + 2 * STRIDE, c, ((before >> 1) << 12) | ((earlier >> 1) << 6) | (other >> 2)));
        int octave = octave(port, wanted >> 2);
        state.lastSize[s] = (byte) before;
        if (octave == ESCAPE) {
            mixer.choose(
                    Contexts.FIRST,
                    ContextMixer.context(Contexts.BURST + 3 * STRIDE, c, 0),
                    ContextMixer.context(Contexts.BURST + 4 * STRIDE, s, 0),
                    ContextMixer.context(Contexts.BURST + 5 * STRIDE, 0, 0));
            return Integers.signed(mixer, port, difference);
        }
        int node = 32 + octave * 3;
        int high = mixer.code(port, (wanted >> 1) & 1, node);
        int quarter = (high << 1) | mixer.code(port, wanted & 1, node + 1 + high);
        if (octave == 0) return quarter;
        long top = 4L | quarter;
        return octave == 1 ? top : place(port, s, difference, octave * 4 + quarter, before, top);
    }

    /** Sixteen octaves by a tree of four levels, the rest by another; node 1 to 30. */
    private int octave(BitPort port, int octave) {
        int low = tree(port, Math.min(octave, HALF_TREE), 0);
        return low < HALF_TREE ? low : Math.min(ESCAPE, HALF_TREE + tree(port, octave - HALF_TREE, 15));
    }

    private int tree(BitPort port, int value, int firstNode) {
        int node = 1;
        for (int i = 3; i >= 0; i--) node = (node << 1) | mixer.code(port, (value >> i) & 1, firstNode + node);
        return node & 15;
    }

    private long place(BitPort port, int s, long difference, int bucket, int before, long top) {
        int bits = (bucket >> 2) - 1;
        int c = state.classOf[s];
        mixer.choose(
                Contexts.BURST_MANTISSA,
                ContextMixer.context(Contexts.BURST_MANTISSA, c, bucket),
                ContextMixer.context(Contexts.BURST_MANTISSA + STRIDE, c, bucket - before),
                ContextMixer.context(Contexts.BURST_MANTISSA + 2 * STRIDE, bits, 0));
        long upper = (top << 1) | mixer.code(port, (int) (difference >>> (bits - 1)) & 1, 0);
        long below = (1L << (bits - 1)) - 1;
        return (upper << (bits - 1)) | port.raw(difference & below, bits - 1);
    }
}
