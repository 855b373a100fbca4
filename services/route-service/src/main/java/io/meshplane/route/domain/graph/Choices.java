package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the way of one node towards the nearest, in the sense of the policy, of some roots: all gateways for the internet, or one
 * node. The same graph gives the same answer, whatever happened before.
 */
public final class Choices {
    private final Graph graph;
    private final ArcOrder order;
    private final int labelsMax;

    /** @param labelsMax how many labels a bounded or balanced choice, or a Pareto set, may make before it answers incomplete */
    public Choices(Graph graph, ArcOrder order, int labelsMax) {
        this.graph = graph;
        this.order = order;
        this.labelsMax = labelsMax;
    }

    /**
     * The ways that no other beats in every criterion.
     *
     * @param paths in the order of the criteria
     * @param complete false: the limit of labels was reached; each path is a way, but there may be more and better ones
     */
    public record Pareto(List<Path> paths, boolean complete) {}

    /** What came of a question for a way. */
    public sealed interface Answer {
        /** There is a way. */
        record Chosen(Choice choice) implements Answer {}

        /** There is none within the bounds. */
        record NoWay() implements Answer {}

        /** The limit of labels was reached before any way was found; nothing is known. */
        record GaveUp() implements Answer {}
    }

    private record Found(Optional<Path> path, boolean complete) {}

    /** The best way within the bounds. A root's own way is empty of steps and has no runner-up. */
    public Answer choose(int origin, int[] roots, Policy policy, Bounds bounds) {
        Found found = best(origin, roots, policy, bounds, -1);
        if (found.path().isEmpty()) return found.complete() ? new Answer.NoWay() : new Answer.GaveUp();
        Path path = found.path().get();
        Found other = path.steps().isEmpty()
                ? new Found(Optional.empty(), true)
                : best(origin, roots, policy, bounds, path.firstArc());
        Choice.Why why = other.complete() || other.path().isPresent()
                ? why(policy, path, other.path())
                : new Choice.Why.RunnerUpUnknown();
        return new Answer.Chosen(new Choice(path, other.path(), why, found.complete() && other.complete()));
    }

    /** All trade-offs between criteria within the bounds. */
    public Pareto pareto(int origin, int[] roots, List<Criterion> criteria, Bounds bounds) {
        Labels.Front front = Labels.find(graph, ask(origin, roots, criteria, bounds, false, -1), least -> false, order);
        return new Pareto(front.paths(), front.complete());
    }

    private Found best(int origin, int[] roots, Policy policy, Bounds bounds, int withoutArc) {
        return switch (policy) {
            case Policy.Least least -> {
                if (!bounds.isNone()) yield bounded(origin, roots, least, bounds, withoutArc);
                Weighing inTurn = new Weighing.InTurn(least.first(), least.then());
                Search search = Search.from(origin, graph, roots, inTurn, withoutArc);
                yield new Found(search.path(origin, order), true);
            }
            case Policy.Balanced balanced -> {
                Balance rule = balanced.rule();
                if (!bounds.isNone()) yield bounded(origin, roots, rule, bounds, withoutArc);
                yield BalancedSearch.find(graph, roots, origin, withoutArc, rule, order, labelsMax)
                        .map(found -> new Found(Optional.of(found.path()), found.complete()))
                        .orElse(new Found(Optional.empty(), true));
            }
        };
    }

    private Found bounded(int origin, int[] roots, Policy.Least policy, Bounds bounds, int withoutArc) {
        List<Criterion> criteria = withBounded(bounds, policy.first(), policy.then());
        Labels.Front front =
                Labels.find(graph, ask(origin, roots, criteria, bounds, true, withoutArc), least -> false, order);
        return new Found(front.paths().stream().findFirst(), front.complete());
    }

    private Found bounded(int origin, int[] roots, Balance rule, Bounds bounds, int withoutArc) {
        List<Criterion> criteria = withBounded(bounds, Criterion.PRICE, Criterion.METRIC);
        WorseThan worse = new WorseThan(rule, new long[] {Long.MAX_VALUE, Long.MAX_VALUE});
        Labels.Front front = Labels.find(graph, ask(origin, roots, criteria, bounds, false, withoutArc), worse, order);
        return new Found(front.paths().stream().min(rule::compare), front.complete());
    }

    private static List<Criterion> withBounded(Bounds bounds, Criterion first, Criterion second) {
        List<Criterion> criteria = new ArrayList<>(List.of(first, second));
        for (Criterion criterion : List.of(Criterion.PRICE, Criterion.LATENCY)) {
            if (bounds.of(criterion) != Long.MAX_VALUE && !criteria.contains(criterion)) criteria.add(criterion);
        }
        return criteria;
    }

    private Labels.Ask ask(
            int origin, int[] roots, List<Criterion> criteria, Bounds bounds, boolean onlyFirst, int withoutArc) {
        long[] limits = new long[criteria.size()];
        Arrays.setAll(limits, i -> bounds.of(criteria.get(i)));
        return new Labels.Ask(origin, roots, criteria, limits, onlyFirst, withoutArc, labelsMax);
    }

    private static Choice.Why why(Policy policy, Path path, Optional<Path> runnerUp) {
        if (runnerUp.isEmpty()) return new Choice.Why.OnlyWay();
        Path other = runnerUp.get();
        return switch (policy) {
            case Policy.Least least -> {
                for (Criterion criterion : List.of(least.first(), least.then())) {
                    long by = other.total(criterion) - path.total(criterion);
                    if (by != 0) yield new Choice.Why.Lower(criterion, by);
                }
                yield new Choice.Why.ByName();
            }
            case Policy.Balanced balanced ->
                balanced.rule().compare(path, other) == 0
                        ? new Choice.Why.ByName()
                        : new Choice.Why.BetterScore(
                                balanced.rule().score(path), balanced.rule().score(other));
        };
    }
}
