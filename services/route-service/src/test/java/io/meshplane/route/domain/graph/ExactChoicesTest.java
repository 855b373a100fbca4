package io.meshplane.route.domain.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choices against every simple path there is. */
class ExactChoicesTest {
    private static final long SEED = 20261121;
    private static final int[] ROOT = {0};
    private static final int LABELS_MAX = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {500, 1000, 1900, 3000})
    void findsTheBestBalanceOfAllSimplePaths(int factor) {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED + factor);
        for (int round = 0; round < 500; round++) {
            int nodes = 4 + random.nextInt(57);
            Graph graph =
                    Numbered.random(nodes, nodes * 5 / 3, 1 + random.nextInt(300), 1 + random.nextInt(200), random);
            int origin = 1 + random.nextInt(nodes - 1);
            Balance rule = new Balance(1 + random.nextInt(60), factor);
            Optional<EveryPath.Sums> best =
                    EveryPath.sums(graph, origin, ROOT).stream().min((a, b) -> compare(rule, a, b));

            Choices.Answer answer = answer(graph, origin, new Policy.Balanced(rule), Bounds.NONE);

            if (best.isEmpty()) {
                assertThat(answer).isEqualTo(new Choices.Answer.NoWay());
                continue;
            }
            Path path = ((Choices.Answer.Chosen) answer).choice().path();
            assertThat(List.of(path.total(Criterion.PRICE), path.total(Criterion.METRIC)))
                    .as("round %d", round)
                    .isEqualTo(List.of(best.get().price(), best.get().metric()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 1000, 1900, 3000})
    void findsTheBestBalanceOfEveryNodeOfNinux(int factor) throws IOException {
        Graph graph = Ninux.graph(SEED);
        Balance rule = new Balance(20, factor);
        Ways ways = Ways.choose(graph, ROOT, new Policy.Balanced(rule), Numbered.order(graph), LABELS_MAX);

        for (int node = 1; node < Ninux.NODES; node++) {
            Optional<EveryPath.Sums> best =
                    EveryPath.sums(graph, node, ROOT).stream().min((a, b) -> compare(rule, a, b));

            Path path = ways.of(node);
            assertThat(path != null).isEqualTo(best.isPresent());
            if (path == null) continue;
            assertThat(path.total(Criterion.PRICE))
                    .as("node %d", node)
                    .isEqualTo(best.orElseThrow().price());
            assertThat(path.total(Criterion.METRIC))
                    .as("node %d", node)
                    .isEqualTo(best.orElseThrow().metric());
        }
    }

    @Test
    void findsTheBestWithinBounds() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            int nodes = 4 + random.nextInt(37);
            Graph graph = Numbered.random(nodes, nodes * 5 / 3, 100, 50, random);
            int origin = 1 + random.nextInt(nodes - 1);
            Bounds bounds = new Bounds(random.nextInt(150), 20 + random.nextInt(200));
            List<EveryPath.Sums> within = EveryPath.sums(graph, origin, ROOT).stream()
                    .filter(sums -> sums.price() <= bounds.price() && sums.latency() <= bounds.latencyMicros())
                    .toList();
            Balance rule = new Balance(5, 1900);

            check(graph, origin, Policy.CHEAPEST, bounds, within, EveryPath.Sums::price, Criterion.PRICE);
            check(graph, origin, Policy.FASTEST, bounds, within, EveryPath.Sums::latency, Criterion.LATENCY);
            check(graph, origin, Policy.NEAREST, bounds, within, EveryPath.Sums::metric, Criterion.METRIC);
            Optional<EveryPath.Sums> best = within.stream().min((a, b) -> compare(rule, a, b));
            Choices.Answer answer = answer(graph, origin, new Policy.Balanced(rule), bounds);
            assertThat(answer instanceof Choices.Answer.Chosen).isEqualTo(best.isPresent());
            if (answer instanceof Choices.Answer.Chosen(Choice choice)) {
                assertThat(rule.compare(
                                choice.path().total(Criterion.PRICE),
                                choice.path().total(Criterion.METRIC),
                                best.orElseThrow().price(),
                                best.orElseThrow().metric()))
                        .isZero();
            }
        }
    }

    @Test
    void listsExactlyTheWaysThatNoOtherBeats() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            Graph graph = Numbered.random(12, 26, 20, 9, random);
            List<EveryPath.Sums> every = EveryPath.sums(graph, 11, ROOT);
            List<EveryPath.Sums> expected = every.stream()
                    .filter(sums -> every.stream().noneMatch(other -> !other.equals(sums) && other.isNoWorse(sums)))
                    .distinct()
                    .sorted(Comparator.comparingLong(EveryPath.Sums::price)
                            .thenComparingLong(EveryPath.Sums::latency)
                            .thenComparingLong(EveryPath.Sums::metric))
                    .toList();

            Choices.Pareto pareto = new Choices(graph, Numbered.order(graph), LABELS_MAX)
                    .pareto(11, ROOT, List.of(Criterion.PRICE, Criterion.LATENCY, Criterion.METRIC), Bounds.NONE);

            assertThat(pareto.complete()).isTrue();
            assertThat(pareto.paths().stream().map(ExactChoicesTest::sums).toList())
                    .as("round %d", round)
                    .isEqualTo(expected);
        }
    }

    private static void check(
            Graph graph,
            int origin,
            Policy policy,
            Bounds bounds,
            List<EveryPath.Sums> within,
            ToLongFunction<EveryPath.Sums> part,
            Criterion criterion) {
        Choices.Answer answer = answer(graph, origin, policy, bounds);
        assertThat(answer instanceof Choices.Answer.Chosen).isEqualTo(!within.isEmpty());
        if (!(answer instanceof Choices.Answer.Chosen(Choice choice))) return;
        assertThat(choice.path().total(criterion))
                .isEqualTo(within.stream().mapToLong(part).min().orElseThrow());
        assertThat(choice.path().total(Criterion.PRICE)).isLessThanOrEqualTo(bounds.price());
        assertThat(choice.path().total(Criterion.LATENCY)).isLessThanOrEqualTo(bounds.latencyMicros());
    }

    private static int compare(Balance rule, EveryPath.Sums a, EveryPath.Sums b) {
        int byScore = rule.compare(a.price(), a.metric(), b.price(), b.metric());
        if (byScore != 0) return byScore;
        return a.price() != b.price() ? Long.compare(a.price(), b.price()) : Long.compare(a.metric(), b.metric());
    }

    private static EveryPath.Sums sums(Path path) {
        return new EveryPath.Sums(
                path.total(Criterion.PRICE), path.total(Criterion.LATENCY), path.total(Criterion.METRIC));
    }

    private static Choices.Answer answer(Graph graph, int origin, Policy policy, Bounds bounds) {
        return new Choices(graph, Numbered.order(graph), LABELS_MAX).choose(origin, ROOT, policy, bounds);
    }
}
