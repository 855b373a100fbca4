package io.meshplane.telemetry.metrics;

import static io.meshplane.telemetry.metrics.Contexts.STRIDE;
import static io.meshplane.telemetry.metrics.Contexts.bitLength;

import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.entropy.ContextMixer;
import org.jspecify.annotations.Nullable;

/** Codes one value of one series after another, each by its series' formula, in the integer form. */
final class Values {
    private static final long HUGE = 1L << 44;
    private static final int HALF = 1 << 15;

    private final SeriesState state;
    private final ContextMixer mixer;
    private final Residuals residuals;
    private final Bursts bursts;
    private final Ratios ratios;
    private long elapsedMs;
    private int elapsedEighths;
    /** Sums of the differences of the finished stages, by class. */
    private long[] classSums = new long[0];

    Values(SeriesState state, ContextMixer mixer) {
        this.state = state;
        this.mixer = mixer;
        residuals = new Residuals(state, mixer);
        bursts = new Bursts(state, mixer);
        ratios = new Ratios(state, mixer);
    }

    void reset() {
        residuals.reset();
        ratios.reset();
    }

    int sizeBytes() {
        return ratios.sizeBytes() + classSums.length * 8;
    }

    /** Begins a scrape that is so long after the one before; class sums are kept from now on. */
    void beginRow(long elapsed, long usual, long[] sums) {
        elapsedMs = elapsed;
        elapsedEighths = Math.clamp(usual <= 0 ? 8 : elapsed * 8 / usual, 0, 15);
        classSums = sums;
    }

    /**
     * Codes the next value of a series.
     *
     * @param excluded for each term the series that a class sum leaves out, or -1; null if the formula has no terms
     */
    long code(BitPort port, int s, long value, int @Nullable [] excluded) {
        if (state.seen[s] == 0) return first(port, s, value);
        Formula formula = state.formula[s];
        long last = state.last[s];
        long difference = value - last;
        long result = switch (formula.kind) {
            case STEADY -> rare(port, s, formula.grain, difference, 0);
            case RESTING -> resting(port, s, formula.grain, difference);
            case LEVEL -> level(port, s, formula, difference);
            case RATE -> rate(port, s, formula.grain, difference);
            case BURST -> bursts.code(port, s, difference, elapsedEighths);
            case RATIO -> ratio(port, s, formula.grain, difference);
            case LINEAR -> linear(port, s, formula, difference, excluded);
        };
        state.delta[s] = result;
        state.last[s] = last + result;
        if (state.seen[s] < 255) state.seen[s]++;
        return last + result;
    }

    /** A value of which nothing is known but those of its class: the bits of its magnitude, then all of them. */
    private long first(BitPort port, int s, long value) {
        int c = state.classOf[s];
        mixer.choose(
                Contexts.FIRST,
                ContextMixer.context(Contexts.FIRST, c, 0),
                ContextMixer.context(Contexts.FIRST + STRIDE, state.decimals[s], 0),
                ContextMixer.context(Contexts.FIRST + 2 * STRIDE, 0, 0));
        int negative = mixer.code(port, value < 0 ? 1 : 0, 0);
        long size = Contexts.size(value);
        int bits = bitLength(size);
        int node = 1;
        for (int i = 6; i >= 0; i--) node = (node << 1) | mixer.code(port, (bits >> i) & 1, node);
        bits = Math.min(node & 127, 63);
        if (bits == 0) size = 0;
        else size = (1L << (bits - 1)) | port.raw(size & ((1L << (bits - 1)) - 1), bits - 1);
        long result = negative == 0 ? size : ~size;
        state.last[s] = result;
        state.delta[s] = 0;
        state.memory[s] = state.formula[s].kind == Formula.Kind.RESTING ? result : 0;
        state.seen[s] = 1;
        return result;
    }

    private long rare(BitPort port, int s, int grain, long difference, long expected) {
        if (grain == 1) return residuals.rare(port, s, difference - expected) + expected;
        int rest = residuals.rest(port, s, grain, Math.floorMod(difference, grain));
        long grains = Math.floorDiv(expected + grain / 2, grain);
        return (residuals.rare(port, s, Math.floorDiv(difference, grain) - grains) + grains) * grain + rest;
    }

    private long noise(BitPort port, int s, int grain, long difference, long expected, int fraction) {
        if (grain == 1) return residuals.noise(port, s, difference - expected, fraction) + expected;
        int rest = residuals.rest(port, s, grain, Math.floorMod(difference, grain));
        long grains = Math.floorDiv(expected + grain / 2, grain);
        return (residuals.noise(port, s, Math.floorDiv(difference, grain) - grains, 0) + grains) * grain + rest;
    }

    private long resting(BitPort port, int s, int grain, long difference) {
        long expected = state.memory[s] - state.last[s];
        long result = rare(port, s, grain, difference, expected);
        if (result == 0) state.memory[s] = state.last[s];
        return result;
    }

    private long level(BitPort port, int s, Formula formula, long difference) {
        long pulled = ((state.memory[s] * formula.pull) >> 2) + 128;
        long result = noise(port, s, formula.grain, difference, pulled >> 8, (int) (pulled >> 6) & 3);
        boolean huge = Contexts.size(result) >= HUGE;
        long toMean = huge ? 0 : state.memory[s] - (result << 8);
        int shift = Math.min(5, bitLength(state.seen[s] + 1L) - 1);
        state.memory[s] = toMean - (toMean >> shift);
        return result;
    }

    private long rate(BitPort port, int s, int grain, long difference) {
        long expected = (state.memory[s] * elapsedMs + (1L << 23)) >> 24;
        long result = noise(port, s, grain, difference, expected, 0);
        if (elapsedMs > 0) {
            long seen = (Math.clamp(result, -HUGE >> 6, HUGE >> 6) << 24) / elapsedMs;
            int shift = Math.min(4, bitLength(state.seen[s]) - 1);
            state.memory[s] += (seen - state.memory[s]) >> shift;
        }
        return result;
    }

    private long ratio(BitPort port, int s, int grain, long difference) {
        if (grain == 1) return ratios.code(port, s, difference);
        int rest = residuals.rest(port, s, grain, Math.floorMod(difference, grain));
        return ratios.code(port, s, Math.floorDiv(difference, grain)) * grain + rest;
    }

    private long linear(BitPort port, int s, Formula formula, long difference, int @Nullable [] excluded) {
        long sum = state.memory[s];
        for (int i = 0; i < formula.sources.length; i++) {
            sum += formula.weights[i] * operand(formula, i, excluded == null ? -1 : excluded[i]);
        }
        long rounded = sum + HALF;
        long result = noise(port, s, formula.grain, difference, rounded >> 16, (int) (rounded >> 14) & 3);
        long error = sum - (result << 16);
        state.memory[s] = Contexts.size(error) < 4 * HALF ? Math.clamp(error, -HALF, HALF) : 0;
        return result;
    }

    private long operand(Formula formula, int term, int excluded) {
        int operand = formula.operands[term];
        return switch (formula.sources[term]) {
            case Formula.ELAPSED -> elapsedMs;
            case Formula.SERIES -> state.delta[operand];
            default -> classSums[operand] - (excluded < 0 ? 0 : state.delta[excluded]);
        };
    }

    /** Adds a finished stage's differences to the class sums; order[from] to order[to - 1] are its series. */
    void finishStage(int[] order, int from, int to) {
        for (int i = from; i < to; i++) classSums[state.classOf[order[i]]] += state.delta[order[i]];
    }
}
