package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.graph.Bounds;
import io.meshplane.route.domain.graph.Choice;
import io.meshplane.route.domain.graph.Choices;
import io.meshplane.route.domain.graph.Criterion;
import io.meshplane.route.domain.graph.Path;
import io.meshplane.route.domain.graph.Policy;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people and programs ask about the ways of one node; all answers are exact over all simple paths, or say that they are not. */
public final class RouteQuestions {
    private final MeshGraph mesh;
    private final Choices choices;

    /** @param labelsMax how many labels an answer may take before it is incomplete; see {@link Choices} */
    public RouteQuestions(MeshGraph mesh, int labelsMax) {
        this.mesh = mesh;
        this.choices = new Choices(mesh.graph(), mesh.order(), labelsMax);
    }

    /**
     * A way, the best one over another first hop, and what decided between them.
     *
     * @param complete false: a limit on the work was reached, and a better way may have been missed
     */
    public record Explanation(Route route, @Nullable Route runnerUp, Choice.Why why, boolean complete) {}

    /**
     * What a way may come to at most, each end included; null = any.
     *
     * @param price of what is paid for its hops
     * @param latencyMicros hops that nobody measured counting as the service is set to
     */
    public record Limits(@Nullable Price price, @Nullable Long latencyMicros) {
        public static final Limits NONE = new Limits(null, null);
    }

    /** What came of a question. */
    public sealed interface Answer {
        /** There is a way. */
        record Found(Explanation explanation) implements Answer {}

        /** There is none within the limits. */
        record NoWay() implements Answer {}

        /** The limit on the work was reached before any way was found. */
        record GaveUp() implements Answer {}
    }

    /** All trade-offs, best first in the order of the criteria; incomplete if the limit on the work was reached. */
    public record Tradeoffs(List<Route> routes, boolean complete) {}

    /** Why a node has the route that was chosen for it. */
    public Explanation explain(Route chosen) {
        int[] roots = mesh.gateways();
        Optional<Integer> from = mesh.number(chosen.node());
        if (from.isEmpty() || chosen.hops().isEmpty()) {
            return new Explanation(chosen, null, new Choice.Why.OnlyWay(), true);
        }
        Policy policy = mesh.policy().in(mesh.unit());
        return switch (choices.choose(from.get(), roots, policy, Bounds.NONE)) {
            case Choices.Answer.Chosen(Choice choice) -> explain(chosen, from.get(), choice, policy);
            case Choices.Answer.NoWay _, Choices.Answer.GaveUp _ -> // it was chosen a moment ago
                new Explanation(chosen, null, new Choice.Why.RunnerUpUnknown(), false);
        };
    }

    private Explanation explain(Route chosen, int from, Choice choice, Policy policy) {
        Route best = mesh.route(from, choice.path());
        if (best.equals(chosen)) return explanation(from, choice);
        boolean sameFirstHop =
                best.hops().getFirst().link().equals(chosen.hops().getFirst().link());
        boolean better = !isAsGood(best, chosen, policy);
        Choice.Why why = better ? new Choice.Why.Held() : new Choice.Why.ByName();
        Route other = !sameFirstHop || better
                ? best
                : choice.runnerUp().map(path -> mesh.route(from, path)).orElse(null);
        return new Explanation(chosen, other, why, choice.complete());
    }

    private static boolean isAsGood(Route best, Route chosen, Policy policy) {
        if (!(policy instanceof Policy.Least least)) return false;
        return switch (least.first()) {
            case METRIC -> best.metric() == chosen.metric();
            case PRICE -> best.price().equals(chosen.price());
            case LATENCY -> best.latencyMicros().equals(chosen.latencyMicros());
            case LOSS -> best.lossPpm().equals(chosen.lossPpm());
        };
    }

    private Explanation explanation(int from, Choice choice) {
        Route runnerUp = choice.runnerUp().map(path -> mesh.route(from, path)).orElse(null);
        return new Explanation(mesh.route(from, choice.path()), runnerUp, choice.why(), choice.complete());
    }

    /** What a node would turn to if it lost the first hop of its route. */
    public Optional<Route> runnerUp(Route chosen) {
        return Optional.ofNullable(explain(chosen).runnerUp());
    }

    /**
     * The best way.
     *
     * @param to a node; null = the internet, over any gateway
     */
    public Answer best(NodeId from, @Nullable NodeId to, RoutePolicy policy, Limits limits) {
        Optional<Integer> origin = mesh.number(from);
        Optional<int[]> roots = roots(to);
        if (origin.isEmpty() || roots.isEmpty()) return new Answer.NoWay();
        return switch (choices.choose(origin.get(), roots.get(), policy.in(mesh.unit()), bounds(limits))) {
            case Choices.Answer.Chosen(Choice choice) -> new Answer.Found(explanation(origin.get(), choice));
            case Choices.Answer.NoWay _ -> new Answer.NoWay();
            case Choices.Answer.GaveUp _ -> new Answer.GaveUp();
        };
    }

    /** The ways that no other one beats in every criterion. */
    public Tradeoffs tradeoffs(NodeId from, @Nullable NodeId to, List<Criterion> criteria, Limits limits) {
        Optional<Integer> origin = mesh.number(from);
        Optional<int[]> roots = roots(to);
        if (origin.isEmpty() || roots.isEmpty()) return new Tradeoffs(List.of(), true);
        Choices.Pareto pareto = choices.pareto(origin.get(), roots.get(), criteria, bounds(limits));
        List<Path> paths = pareto.paths();
        return new Tradeoffs(
                paths.stream().map(path -> mesh.route(origin.get(), path)).toList(), pareto.complete());
    }

    private Optional<int[]> roots(@Nullable NodeId to) {
        if (to == null) return Optional.of(mesh.gateways());
        return mesh.number(to).map(number -> new int[] {number});
    }

    private Bounds bounds(Limits limits) {
        long price = Long.MAX_VALUE;
        if (limits.price() != null) {
            BigInteger units =
                    limits.price().perBillionBytes().value().divide(mesh.unit().value());
            price = units.min(BigInteger.valueOf(Long.MAX_VALUE - 1)).longValue();
        }
        return new Bounds(price, limits.latencyMicros() == null ? Long.MAX_VALUE : limits.latencyMicros());
    }
}
