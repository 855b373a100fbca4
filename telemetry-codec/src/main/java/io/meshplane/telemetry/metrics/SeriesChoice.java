package io.meshplane.telemetry.metrics;

import java.util.List;

/** Looks for a weighted sum that predicts one series better than the formula of its class does. */
final class SeriesChoice {
    private static final int COMPANIONS = 8;
    private static final int SUMS = 8;
    private static final double TERM_BITS = 10;
    /** A weight that is no whole number is announced with so many bits more, and is less likely to be the truth. */
    private static final double FRACTION_BITS = 8;

    private static final double MARGIN = 0.08;
    private static final double MARGIN_BITS = 12;
    /** One sum gives way to another more easily. */
    private static final double MARGIN_OF_SUMS = 0.03;

    private static final double WORTH_A_LOOK_BITS = 2.5;
    private static final int ENOUGH = 5;

    private final MetricModel model;
    private final History history;
    private final Survey survey;
    private final Trial trial;
    private final LinearFit fit = new LinearFit();
    /** By stage and class: the sums of the differences of those members that are coded in earlier stages, as far as settled. */
    private final long[][][] classSums = new long[Formula.MAX_STAGE][][];

    private final int[] stages;
    private final long[] residuals = new long[History.ROWS];

    SeriesChoice(MetricModel model, History history, Survey survey, Trial trial) {
        this.model = model;
        this.history = history;
        this.survey = survey;
        this.trial = trial;
        stages = new int[model.state.count];
        for (int stage = 1; stage < classSums.length; stage++) {
            classSums[stage] = new long[model.book.classCount()][];
            for (int c = 1; c < classSums[stage].length; c++) classSums[stage][c] = sum(c);
        }
    }

    private long[] sum(int c) {
        List<Integer> members = survey.members(c);
        if (members.size() < 2 || !survey.isLively(c) || !survey.isGrowing(c)) return new long[0];
        long[] sum = new long[History.ROWS];
        for (int s : members) for (int at = 1; at < history.size(); at++) sum[at] += history.delta(s, at);
        return sum;
    }

    /** A series' stage is decided: sums of that stage and of earlier ones do not have it. */
    void settle(int s, int stage) {
        stages[s] = stage;
        for (int without = 1; without <= Math.min(stage, classSums.length - 1); without++) {
            long[] sum = classSums[without][model.state.classOf[s]];
            for (int at = 1; at < history.size() && sum.length > 0; at++) sum[at] -= history.delta(s, at);
        }
    }

    private long classSum(int c, int s, int stage, int at) {
        long[] sum = classSums[Math.clamp(stage, 1, classSums.length - 1)][c];
        if (sum.length == 0) return 0;
        int own = survey.companion(s, c);
        return sum[at] - (own < 0 || stages[own] >= stage ? 0 : history.delta(own, at));
    }

    /**
     * The better of two formulas for a series: that of its class, or a sum.
     *
     * @param usual what the class has
     * @param now what the series has
     * @param usualCost of that, over the history
     */
    Formula choose(int s, Formula usual, Formula now, double usualCost) {
        int size = history.size();
        if (size <= ENOUGH) return usual;
        if (usualCost < WORTH_A_LOOK_BITS * (size - 1)) return usual;
        double limit = usualCost * (1 - MARGIN) - MARGIN_BITS;
        if (now.terms() > 0) {
            double current = cost(now, s);
            if (current < limit) limit = current * (1 - MARGIN_OF_SUMS);
            else return sum(s, usual, limit);
            return sum(s, now, limit);
        }
        return sum(s, usual, limit);
    }

    private Formula sum(int s, Formula otherwise, double limit) {
        begin(s);
        int grain = otherwise.grain;
        Formula best = otherwise;
        double least = limit;
        while (fit.extend()) {
            do {
                double bits = bestGrid(grain, least) + TERM_BITS * fit.terms() + FRACTION_BITS * fit.fractions();
                if (bits < least) {
                    least = bits;
                    best = fit.formula(grain, stage(s));
                }
            } while (fit.snap());
        }
        return best;
    }

    private void begin(int s) {
        int size = history.size();
        fit.begin(size);
        for (int at = 1; at < size; at++) fit.target()[at] = history.delta(s, at);
        double[] elapsed = fit.candidate(Formula.ELAPSED, 0);
        for (int at = 1; at < size; at++) elapsed[at] = history.elapsed(at);
        double[] own = fit.candidate(Formula.SERIES, s);
        for (int at = 2; at < size; at++) own[at] = history.delta(s, at - 1);
        int companions = 0;
        for (int other = s - 1; other > 0 && other > s - 64 && companions < COMPANIONS; other--) {
            if (!model.isActive(other) || model.book.groupOf(other) != model.book.groupOf(s)) continue;
            if (!survey.isLively(model.state.classOf[other])) continue;
            companions++;
            double[] deltas = fit.candidate(Formula.SERIES, other);
            for (int at = 1; at < size; at++) deltas[at] = history.delta(other, at);
        }
        int sums = 0;
        int stage = stageOfSums(s);
        for (int c = 1; c < classSums[stage].length && sums < SUMS; c++) {
            if (classSums[stage][c].length == 0) continue;
            double[] sum = fit.candidate(Formula.CLASS, c);
            for (int at = 1; at < size; at++) sum[at] = classSum(c, s, stage, at);
            sums++;
        }
        fit.weigh();
    }

    /**
     * Rounds the weights as coarsely as costs little; the fit keeps that rounding.
     *
     * @return what it would have cost; infinite if it cannot be below the limit
     */
    private double bestGrid(int grain, double limit) {
        double least = Double.POSITIVE_INFINITY;
        int best = 0;
        for (int grid = 0; grid < LinearFit.grids(); grid++) {
            fit.residuals(grid, residuals);
            double bits = bitsAtLeast(grain) + 4 * grid;
            if (bits < least) {
                least = bits;
                best = grid;
            }
        }
        if (least > limit) return Double.POSITIVE_INFINITY;
        fit.residuals(best, residuals);
        return trial.noiseCost(residuals, history.size(), grain);
    }

    /** Roughly what the residuals must cost: their bits alone. */
    private double bitsAtLeast(int grain) {
        int quarters = 0;
        for (int at = 1; at < history.size(); at++) {
            quarters += Contexts.quarterLog(Contexts.size(residuals[at]) / grain + 1);
        }
        return quarters / 4.0;
    }

    /** A sum of a class needs the whole class before it; one that belongs to a class of many may itself be part of sums. */
    private int stage(int s) {
        Formula formula = fit.formula(1, 0);
        int stage = 0;
        for (int i = 0; i < formula.terms(); i++) {
            int operand = formula.operands[i];
            if (formula.sources[i] == Formula.SERIES && operand != s) stage = Math.max(stage, stages[operand]);
            if (formula.sources[i] != Formula.CLASS) continue;
            stage = Math.max(stage, stageOfSums(s));
        }
        return stage;
    }

    private int stageOfSums(int s) {
        return survey.members(model.state.classOf[s]).size() > 1 ? 1 : 2;
    }

    /** What a sum that is in use would have cost. */
    private double cost(Formula formula, int s) {
        for (int at = 1; at < history.size(); at++) {
            long sum = 0;
            for (int i = 0; i < formula.terms(); i++) sum += formula.weights[i] * operand(formula, i, s, at);
            residuals[at] = history.delta(s, at) - ((sum + (1 << 15)) >> 16);
        }
        return trial.noiseCost(residuals, history.size(), formula.grain);
    }

    private long operand(Formula formula, int term, int s, int at) {
        int operand = formula.operands[term];
        if (formula.sources[term] == Formula.ELAPSED) return history.elapsed(at);
        if (formula.sources[term] == Formula.SERIES) {
            boolean before = operand != s;
            return before ? history.delta(operand, at) : at > 1 ? history.delta(s, at - 1) : 0;
        }
        return classSum(operand, s, formula.stage, at);
    }
}
