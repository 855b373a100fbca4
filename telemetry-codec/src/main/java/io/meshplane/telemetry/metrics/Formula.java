package io.meshplane.telemetry.metrics;

import java.util.Arrays;

/**
 * How the next value of a series is predicted. The writer chooses and announces it, for a class of series (those of one name)
 * or for one series; a reader only applies it.
 */
final class Formula {
    /** The families of predictors; in the order of their numbers on the wire. */
    enum Kind {
        /** Like the last value; changes are rare. */
        STEADY,
        /** Like the value that came twice in a row most recently; other values are short visits. */
        RESTING,
        /** Drawn back to its adaptive mean by some quarters of the distance. */
        LEVEL,
        /** Grows by an adaptive rate per time. */
        RATE,
        /** Grows in bursts: the magnitude of a difference follows from the one before and from a partner's. */
        BURST,
        /** Grows in proportion to a partner, by a ratio that is learnt for each magnitude of the partner's difference. */
        RATIO,
        /** Grows by a weighted sum of elapsed time and other series' differences. */
        LINEAR
    }

    /** A term's source: milliseconds since the scrape before. */
    static final int ELAPSED = 0;
    /** A term's source: the difference of a series, in this scrape if it is coded earlier, else in the one before. */
    static final int SERIES = 1;
    /** A term's source: the sum of the differences of a class, as far as its series have earlier stages and other labels. */
    static final int CLASS = 2;

    static final int MAX_TERMS = 4;
    static final int MAX_STAGE = 3;
    static final int MAX_PULL = 4;
    static final int NONE = -1;
    private static final int[] EMPTY = {};
    static final Formula FIRST = new Formula(Kind.LEVEL, 1, 0, NONE, NONE, 0, EMPTY, EMPTY, EMPTY);

    final Kind kind;
    /** Differences are mostly multiples of this; 1 or more. */
    final int grain;
    /** Of LEVEL: quarters of the distance to the mean, 0-4. */
    final int pull;
    /** Of BURST and RATIO: the class of the partner, which has the same labels; or NONE. */
    final int partner;
    /** Of RATIO: the class of the partner's rival; whether the partner moved more than that selects the ratio. Or NONE. */
    final int rival;
    /** Series are coded stage by stage. */
    final int stage;

    /** Of LINEAR: what its terms multiply. */
    final int[] sources;

    /** The series or the class of a term. */
    final int[] operands;

    /** In units of 2^-16. */
    final int[] weights;

    Formula(
            Kind kind,
            int grain,
            int pull,
            int partner,
            int rival,
            int stage,
            int[] sources,
            int[] operands,
            int[] weights) {
        this.kind = kind;
        this.grain = grain;
        this.pull = pull;
        this.partner = partner;
        this.rival = rival;
        this.stage = stage;
        this.sources = sources;
        this.operands = operands;
        this.weights = weights;
    }

    static Formula simple(Kind kind, int grain, int pull) {
        return new Formula(kind, grain, pull, NONE, NONE, 0, EMPTY, EMPTY, EMPTY);
    }

    static Formula partnered(Kind kind, int grain, int partner, int rival) {
        return new Formula(kind, grain, 0, partner, rival, 0, EMPTY, EMPTY, EMPTY);
    }

    /** The same prediction, made later. */
    Formula at(int laterStage) {
        return new Formula(kind, grain, pull, partner, rival, laterStage, sources, operands, weights);
    }

    static Formula linear(int grain, int stage, int[] sources, int[] operands, int[] weights) {
        return new Formula(Kind.LINEAR, grain, 0, NONE, NONE, stage, sources, operands, weights);
    }

    int terms() {
        return sources.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula that
                && kind == that.kind
                && grain == that.grain
                && pull == that.pull
                && partner == that.partner
                && rival == that.rival
                && stage == that.stage
                && Arrays.equals(sources, that.sources)
                && Arrays.equals(operands, that.operands)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return (kind.hashCode() * 31 + grain) * 31 + partner;
    }

    @Override
    public String toString() {
        return kind + " grain=" + grain + " pull=" + pull + " partner=" + partner + " rival=" + rival + " stage="
                + stage + " " + Arrays.toString(sources) + Arrays.toString(operands) + Arrays.toString(weights);
    }
}
