package io.meshplane.bench.routes;

import java.util.ArrayList;
import java.util.List;

/** What a run has found so far: figures, goals, and what was checked. */
public final class Findings {
    private final List<Figure> figures = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    /**
     * Something that must be right.
     *
     * @param cases how many were looked at
     * @param wrong how many of them were not right
     */
    public record Check(String subject, String what, long cases, long wrong) {}

    /** Adds a figure. */
    public void figure(Figure figure) {
        figures.add(figure);
    }

    /** Adds a figure that has a bound. */
    public void goal(Goal goal) {
        goals.add(goal);
    }

    /** Adds what was checked. */
    public void check(String subject, String what, long cases, long wrong) {
        checks.add(new Check(subject, what, cases, wrong));
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    List<Goal> goals() {
        return List.copyOf(goals);
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }

    boolean isRight() {
        return checks.stream().allMatch(check -> check.wrong() == 0 && check.cases() > 0);
    }
}
