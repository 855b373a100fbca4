package io.meshplane.telemetry.metrics;

import static io.meshplane.telemetry.metrics.Contexts.STRIDE;
import static io.meshplane.telemetry.metrics.Contexts.bitLength;
import static io.meshplane.telemetry.metrics.Contexts.quarterLog;

import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.entropy.ContextMixer;
import io.meshplane.telemetry.entropy.Integers;

/** Codes what a prediction left: noise of a certain spread, rare changes, and breaks of a grain. */
final class Residuals {
    private static final int[] RUN = {0, 1, 2, 3, 3, 4, 4, 4, 5};
    private static final long SIZE_LIMIT = 1L << 40;
    private static final int SPREAD_BITS = 8;

    private final SeriesState state;
    private final ContextMixer mixer;
    /** The group of the last difference that had a grain, and whether it broke it. */
    private int lastGroup = -1;

    private boolean lastBroken;

    Residuals(SeriesState state, ContextMixer mixer) {
        this.state = state;
        this.mixer = mixer;
    }

    void reset() {
        lastGroup = -1;
        lastBroken = false;
    }

    /** Where the spread of a new formula begins, in the unit of {@link SeriesState#spread}. */
    static long firstSpread() {
        return 1L << SPREAD_BITS;
    }

    /**
     * A residual of noise. It is cut into cells of about half its mean size; the cell is coded, what is below it goes raw.
     *
     * @param fraction upper two bits of what the prediction was rounded by
     */
    long noise(BitPort port, int s, long residual, int fraction) {
        long spread = state.spread[s];
        int log = quarterLog(spread);
        int coarse = Math.max(0, (log >> 2) - SPREAD_BITS - 1);
        int fine = log - 4 * coarse;
        int exact = coarse == 0 ? 1 + fraction : 0;
        int before = Math.min(3, state.lastSize[s]);
        mixer.choose(
                Contexts.RESIDUAL,
                ContextMixer.context(Contexts.RESIDUAL, state.classOf[s], fine * 8 + exact),
                ContextMixer.context(Contexts.RESIDUAL + STRIDE, before, fine * 8 + exact),
                ContextMixer.context(Contexts.RESIDUAL + 2 * STRIDE, s, Math.min(2, before) * 8 + exact));
        long half = (1L << coarse) >> 1;
        long shifted = residual + half;
        long cell = Integers.signed(mixer, port, shifted >> coarse);
        long below = (1L << coarse) - 1;
        long result = ((cell << coarse) | port.raw(shifted & below, coarse)) - half;
        state.lastSize[s] = (byte) bitLength(Math.abs(cell));
        learnSpread(s, result);
        return result;
    }

    private void learnSpread(int s, long residual) {
        long size = Math.min(Math.abs(residual) & Long.MAX_VALUE, SIZE_LIMIT) << SPREAD_BITS;
        int shift = Math.min(4, bitLength(state.seen[s]));
        state.spread[s] = Math.max(1, state.spread[s] + ((size - state.spread[s]) >> shift));
    }

    /** A difference from what the value mostly is. */
    long rare(BitPort port, int s, long difference) {
        int changes = state.changes[s] & 0xFF;
        int run = RUN[Integer.numberOfTrailingZeros(changes | 256)];
        mixer.choose(
                Contexts.RARE,
                ContextMixer.context(Contexts.RARE, state.classOf[s], run),
                ContextMixer.context(Contexts.RARE + STRIDE, s, 0),
                ContextMixer.context(Contexts.RARE + 2 * STRIDE, state.lastSize[s], run));
        long result = Integers.signed(mixer, port, difference);
        state.changes[s] = (byte) ((changes << 1) | (result == 0 ? 0 : 1));
        if (result != 0) {
            int size = bitLength(Math.abs(result));
            state.lastSize[s] = (byte) (result < 0 ? -size : size);
        }
        return result;
    }

    /**
     * What a difference leaves when divided by its grain, mostly 0. Breaks may come at regular intervals, and those of a group
     * together.
     */
    int rest(BitPort port, int s, int grain, int rest) {
        int told = state.groupOf[s] != lastGroup ? 0 : lastBroken ? 2 : 1;
        int since = Math.min(state.sinceBreak[s] + 1, Short.MAX_VALUE);
        int gap = state.breakGap[s];
        int phase = gap == 0 ? 7 : Math.clamp(since - gap + 2L, 0, 5);
        mixer.choose(
                Contexts.BREAK,
                ContextMixer.context(Contexts.BREAK, state.classOf[s], phase * 4 + told),
                ContextMixer.context(Contexts.BREAK + STRIDE, state.classOf[s], told),
                ContextMixer.context(Contexts.BREAK + 2 * STRIDE, s, phase));
        long result = Integers.natural(mixer, port, rest);
        boolean broken = result != 0;
        state.broken[s] = broken;
        lastGroup = state.groupOf[s];
        lastBroken = broken;
        if (broken) state.breakGap[s] = (short) since;
        state.sinceBreak[s] = (short) (broken ? 0 : since);
        return (int) Math.min(Math.max(result, 0), grain - 1L);
    }
}
