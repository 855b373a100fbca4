package io.meshplane.telemetry.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the formula of a class: tries what may suit it on a sample of its series, and takes what would have cost least. */
final class ClassChoice {
    private static final int PARTNERS = 2;
    /** A formula that costs less a value is not worth a search. */
    private static final double GOOD_ENOUGH_BITS = 0.7;

    /** A formula gives way to another only for so much of its cost, and so many bits. */
    private static final double MARGIN = 0.04;

    private static final double MARGIN_BITS = 16;

    private final History history;
    private final Trial trial;
    private final Survey survey;
    private final Grains grains = new Grains();

    ClassChoice(History history, Trial trial, Survey survey) {
        this.history = history;
        this.trial = trial;
        this.survey = survey;
    }

    /** @param now the formula that the class has, if any */
    Formula choose(int c, @Nullable Formula now) {
        int[] sample = survey.sample(c);
        double current = now == null || now.terms() > 0 ? Double.MAX_VALUE : cost(now, sample);
        if (now != null && current < GOOD_ENOUGH_BITS * sample.length * (history.size() - 1)) return now;
        int grain = grain(sample);
        Formula best = Formula.FIRST;
        double least = Double.MAX_VALUE;
        for (Formula formula : candidates(c, grain)) {
            double cost = cost(formula, sample);
            if (cost < least) {
                least = cost;
                best = formula;
            }
        }
        if (best.kind == Formula.Kind.RATIO) best = withRival(best, c, sample, least);
        return now == null || least < current * (1 - MARGIN) - MARGIN_BITS ? best : now;
    }

    int grain(int[] sample) {
        grains.clear();
        for (int at = 1; at < history.size(); at++) for (int s : sample) grains.add(history.delta(s, at));
        return grains.find();
    }

    private List<Formula> candidates(int c, int grain) {
        List<Formula> formulas = new ArrayList<>();
        boolean bursts = survey.isGrowing(c) && survey.isBusy(c);
        if (!bursts) formulas.add(Formula.simple(Formula.Kind.STEADY, grain, 0));
        if (!survey.isBusy(c)) formulas.add(Formula.simple(Formula.Kind.RESTING, grain, 0));
        if (!survey.isLively(c)) return formulas;
        if (!survey.isGrowing(c)) {
            for (int pull : new int[] {0, 1, 2, 4}) formulas.add(Formula.simple(Formula.Kind.LEVEL, grain, pull));
            return formulas;
        }
        formulas.add(Formula.simple(Formula.Kind.RATE, grain, 0));
        formulas.add(Formula.partnered(Formula.Kind.BURST, 1, Formula.NONE, Formula.NONE));
        for (int partner : survey.alike(c, PARTNERS)) {
            formulas.add(Formula.partnered(Formula.Kind.BURST, 1, partner, Formula.NONE));
            int first = survey.sample(c)[0];
            if (survey.companion(first, partner) < first) {
                formulas.add(Formula.partnered(Formula.Kind.RATIO, grain, partner, Formula.NONE));
            }
        }
        return formulas;
    }

    private Formula withRival(Formula ratio, int c, int[] sample, double costAlone) {
        Formula best = ratio;
        double least = costAlone;
        int first = sample[0];
        for (int rival : survey.alike(c, PARTNERS)) {
            if (rival == ratio.partner || survey.companion(first, rival) > first) continue;
            Formula formula = Formula.partnered(Formula.Kind.RATIO, ratio.grain, ratio.partner, rival);
            double cost = cost(formula, sample);
            if (cost < least) {
                least = cost;
                best = formula;
            }
        }
        return best;
    }

    /** What the formula of a class would have cost for each of its members, once its sample has taught it. */
    double[] costs(int c, Formula formula) {
        if (formula.terms() > 0) return new double[survey.members(c).size()];
        List<Integer> members = survey.members(c);
        double[] costs = new double[members.size()];
        if (members.size() > 1) cost(formula, survey.sample(c));
        for (int i = 0; i < costs.length; i++) {
            int s = members.get(i);
            costs[i] = members.size() == 1
                    ? cost(formula, s)
                    : trial.further(
                            formula, s, survey.companion(s, formula.partner), survey.companion(s, formula.rival));
        }
        return costs;
    }

    private double cost(Formula formula, int... members) {
        int[] partners = new int[members.length];
        int[] rivals = new int[members.length];
        for (int i = 0; i < members.length; i++) {
            partners[i] = survey.companion(members[i], formula.partner);
            rivals[i] = survey.companion(members[i], formula.rival);
        }
        return trial.cost(formula, members, members.length, partners, rivals);
    }
}
