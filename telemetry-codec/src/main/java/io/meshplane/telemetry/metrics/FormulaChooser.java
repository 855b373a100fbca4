package io.meshplane.telemetry.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The writer's search: now and then it looks at the last scrapes and gives classes and series the formulas that would have cost
 * least. Nothing in it is part of the format; a reader is told the outcome.
 */
final class FormulaChooser {
    /** A formula to announce, for a class or for a series. */
    record Choice(int target, Formula formula) {}

    /** What to announce, in the order of the targets. */
    record Choices(List<Choice> ofClasses, List<Choice> ofSeries) {
        static final Choices NONE = new Choices(List.of(), List.of());
    }

    private static final int USUALLY_EVERY = 96;
    private static final int ENOUGH = 4;

    private final MetricModel model;
    private final History history = new History();
    private final Trial trial = new Trial(history);
    private int classes;
    private int scrapes;
    /** Scrapes after which it looks again. */
    private int next;

    FormulaChooser(MetricModel model) {
        this.model = model;
    }

    void reset() {
        history.reset();
        next = 0;
        classes = 0;
        scrapes = 0;
    }

    int sizeBytes() {
        return history.sizeBytes();
    }

    /** Takes a message's scrapes and gives the formulas to announce with it, in order. */
    Choices choose(Cells cells) {
        history.add(cells, model.state.count);
        scrapes += cells.rows();
        boolean due = scrapes >= next || classes != model.book.classCount();
        if (!due || history.size() < ENOUGH) return Choices.NONE;
        classes = model.book.classCount();
        next = scrapes + Math.min(scrapes, USUALLY_EVERY);
        return search();
    }

    private Choices search() {
        Survey survey = new Survey(model, history);
        ClassChoice classChoice = new ClassChoice(history, trial, survey);
        @Nullable Formula[] usual = new @Nullable Formula[model.book.classCount()];
        for (int c = 1; c < usual.length; c++) {
            Formula now = model.classFormula(c);
            usual[c] = survey.members(c).isEmpty() ? now : classChoice.choose(c, now);
        }
        SeriesChoice seriesChoice = new SeriesChoice(model, history, survey, trial);
        double[] costs = costs(usual, survey, classChoice);
        @Nullable Formula[] wanted = new @Nullable Formula[model.state.count];
        int[] stages = new int[model.state.count];
        for (int s = 1; s < wanted.length; s++) {
            Formula ofClass = usual[model.state.classOf[s]];
            if (ofClass == null || !model.isActive(s)) continue;
            Formula formula = behindPartners(
                    s, seriesChoice.choose(s, ofClass, model.state.formula[s], costs[s]), survey, stages);
            wanted[s] = formula;
            stages[s] = formula.stage;
            seriesChoice.settle(s, stages[s]);
        }
        return differences(usual, wanted);
    }

    private double[] costs(@Nullable Formula[] usual, Survey survey, ClassChoice classChoice) {
        double[] costs = new double[model.state.count];
        for (int c = 1; c < usual.length; c++) {
            Formula formula = usual[c];
            if (formula == null) continue;
            double[] ofMembers = classChoice.costs(c, formula);
            for (int i = 0; i < ofMembers.length; i++) costs[survey.members(c).get(i)] = ofMembers[i];
        }
        return costs;
    }

    /** A series is coded after those that its formula looks at. */
    private static Formula behindPartners(int s, Formula formula, Survey survey, int[] stages) {
        int stage = formula.stage;
        for (int c : new int[] {formula.partner, formula.rival}) {
            int companion = survey.companion(s, c);
            if (companion >= 0 && companion < s) stage = Math.max(stage, stages[companion]);
        }
        return stage == formula.stage ? formula : formula.at(stage);
    }

    private Choices differences(@Nullable Formula[] usual, @Nullable Formula[] wanted) {
        List<Choice> ofClasses = new ArrayList<>();
        List<Choice> ofSeries = new ArrayList<>();
        Formula[] have = new Formula[wanted.length];
        for (int s = 1; s < have.length; s++) have[s] = model.state.formula[s];
        for (int c = 1; c < usual.length; c++) {
            Formula formula = usual[c];
            if (formula == null || Objects.equals(formula, model.classFormula(c)) || !isWanted(formula, c, wanted))
                continue;
            ofClasses.add(new Choice(c, formula));
            for (int s = 1; s < have.length; s++) if (model.state.classOf[s] == c) have[s] = formula;
        }
        for (int s = 1; s < have.length; s++) {
            Formula formula = wanted[s];
            if (formula != null && !formula.equals(have[s])) ofSeries.add(new Choice(s, formula));
        }
        return new Choices(ofClasses, ofSeries);
    }

    private boolean isWanted(Formula formula, int c, @Nullable Formula[] wanted) {
        for (int s = 1; s < wanted.length; s++) {
            if (model.state.classOf[s] == c && Objects.equals(formula, wanted[s])) return true;
        }
        return false;
    }
}
