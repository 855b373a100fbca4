package io.meshplane.telemetry.metrics;

import static io.meshplane.telemetry.metrics.Contexts.STRIDE;

import io.meshplane.telemetry.entropy.BitPort;
import io.meshplane.telemetry.entropy.ContextMixer;
import io.meshplane.telemetry.entropy.Integers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Announces formulas. */
final class FormulaCoder {
    private static final Formula.Kind[] KINDS = Formula.Kind.values();

    private final ContextMixer mixer;

    FormulaCoder(ContextMixer mixer) {
        this.mixer = mixer;
    }

    /**
     * One formula.
     *
     * @param wanted what to write; null when reading
     * @param classes so many classes exist
     * @param series so many series exist
     */
    Formula code(BitPort port, @Nullable Formula wanted, int classes, int series) throws MalformedException {
        Formula from = wanted == null ? Formula.FIRST : wanted;
        int kind = (int) field(port, number(from.kind), 0, KINDS.length - 1);
        int grain = (int) field(port, from.grain - 1, 1, Integer.MAX_VALUE - 1) + 1;
        int stage = (int) field(port, from.stage, 6, Formula.MAX_STAGE);
        return switch (KINDS[kind]) {
            case STEADY, RESTING, RATE -> Formula.simple(KINDS[kind], grain, 0).at(stage);
            case LEVEL ->
                Formula.simple(KINDS[kind], grain, (int) field(port, from.pull, 2, Formula.MAX_PULL))
                        .at(stage);
            case BURST ->
                Formula.partnered(KINDS[kind], grain, partner(port, from.partner, 3, classes), Formula.NONE)
                        .at(stage);
            case RATIO -> {
                int partner = partner(port, from.partner, 4, classes);
                yield Formula.partnered(KINDS[kind], grain, partner, partner(port, from.rival, 5, classes))
                        .at(stage);
            }
            case LINEAR -> linear(port, from, grain, stage, classes, series);
        };
    }

    private static int number(Formula.Kind kind) {
        return Arrays.asList(KINDS).indexOf(kind);
    }

    private int partner(BitPort port, int partner, int number, int classes) throws MalformedException {
        return (int) field(port, partner + 1, number, classes) - 1;
    }

    private Formula linear(BitPort port, Formula from, int grain, int stage, int classes, int series)
            throws MalformedException {
        int terms = (int) field(port, from.terms(), 7, Formula.MAX_TERMS);
        int[] sources = new int[terms];
        int[] operands = new int[terms];
        int[] weights = new int[terms];
        for (int i = 0; i < terms; i++) {
            boolean given = i < from.terms();
            sources[i] = (int) field(port, given ? from.sources[i] : 0, 8, 2);
            if (sources[i] != 0) {
                int bound = sources[i] == 1 ? series : classes;
                operands[i] = BookCoder.index(port, given ? from.operands[i] : 0, bound);
            }
            weights[i] = weight(port, given ? from.weights[i] : 0);
        }
        return Formula.linear(grain, stage, sources, operands, weights);
    }

    /** Many weights are whole numbers. */
    private int weight(BitPort port, int weight) {
        choose(9);
        int whole = (int) Integers.signed(mixer, port, weight >> 16);
        choose(10);
        if (mixer.code(port, (weight & 0xFFFF) == 0 ? 0 : 1, 0) == 0) return whole << 16;
        return (whole << 16) | (int) port.raw(weight & 0xFFFF, 16);
    }

    private long field(BitPort port, long value, int number, long most) throws MalformedException {
        choose(number);
        long read = Integers.natural(mixer, port, value);
        if (read < 0 || read > most) throw new MalformedException("a formula");
        return read;
    }

    private void choose(int number) {
        int context = ContextMixer.context(Contexts.FIELD + STRIDE, number, 0);
        mixer.choose(Contexts.FIELD, context, context + 128, ContextMixer.context(Contexts.FIELD + STRIDE, -1, 0));
    }
}
