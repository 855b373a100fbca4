package io.meshplane.route.domain.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoicesTest {
    private static final long SEED = 20261121;
    private static final int[] ROOT = {0};
    private static final int LABELS_MAX = 1_000_000;

    @Test
    void letsNobodySellToHimself() {
        Graph graph = Numbered.empty(4); // Althea's chain: D-C(5)-B(7)-A(11)
        Numbered.arc(graph, 1, 0, 256, 5);
        Numbered.arc(graph, 2, 1, 256, 7);
        Numbered.arc(graph, 3, 2, 256, 11);

        assertThat(price(graph, 1)).isZero();
        assertThat(price(graph, 2)).isEqualTo(5);
        assertThat(price(graph, 3)).isEqualTo(12);
    }

    @Test
    void explainsEachChoiceByTermsThatAddUp() {
        Graph graph = Numbered.empty(4);
        Numbered.arc(graph, 3, 1, 100, 9);
        Numbered.arc(graph, 1, 0, 100, 50);
        Numbered.arc(graph, 3, 2, 300, 9);
        Numbered.arc(graph, 2, 0, 300, 20);

        Choice cheapest = chosen(graph, 3, Policy.CHEAPEST);
        Choice nearest = chosen(graph, 3, Policy.NEAREST);

        assertThat(cheapest.path().nodes()).containsExactly(3, 2, 0);
        assertThat(cheapest.runnerUp().orElseThrow().nodes()).containsExactly(3, 1, 0);
        assertThat(cheapest.why()).isEqualTo(new Choice.Why.Lower(Criterion.PRICE, 30));
        assertThat(nearest.path().nodes()).containsExactly(3, 1, 0);
        assertThat(nearest.why()).isEqualTo(new Choice.Why.Lower(Criterion.METRIC, 400));
        assertThat(nearest.path().steps()).extracting(Path.Step::price).containsExactly(0L, 50L);
        assertThat(nearest.path().total(Criterion.METRIC)).isEqualTo(200);
    }

    @Test
    void saysThatThereIsOnlyOneWay() {
        Graph graph = Numbered.empty(2);
        Numbered.arc(graph, 1, 0, 96, 0);

        assertThat(chosen(graph, 1, Policy.NEAREST).why()).isEqualTo(new Choice.Why.OnlyWay());
        assertThat(chosen(graph, 0, Policy.NEAREST).path().steps()).isEmpty();
    }

    @Test
    void saysThatThereIsNone() {
        Graph graph = Numbered.empty(2);
        Numbered.arc(graph, 0, 1, 96, 0);

        assertThat(answer(graph, 1, Policy.NEAREST, Bounds.NONE)).isEqualTo(new Choices.Answer.NoWay());
        assertThat(answer(graph, 1, balanced(1, 1900), Bounds.NONE)).isEqualTo(new Choices.Answer.NoWay());
        assertThat(answer(graph, 1, Policy.CHEAPEST, Bounds.priceAtMost(3))).isEqualTo(new Choices.Answer.NoWay());
    }

    @Test
    void takesTheRunnerUpOverAnotherFirstHopAndNeverBackThroughItself() {
        Graph graph = Numbered.empty(3);
        Numbered.arc(graph, 1, 0, 10, 0);
        Numbered.arc(graph, 1, 2, 1, 0);
        Numbered.arc(graph, 2, 1, 1, 0);

        assertThat(chosen(graph, 1, Policy.NEAREST).runnerUp()).isEmpty();
        Numbered.arc(graph, 2, 0, 500, 0);
        assertThat(chosen(graph, 1, Policy.NEAREST).runnerUp().orElseThrow().nodes())
                .containsExactly(1, 2, 0);
    }

    /** Metric only one better at a price of the floor: no corner of the hull, and yet the best. */
    @Test
    void findsTheWayThatTheFloorHidesFromTheHull() {
        Graph graph = threeWays(0, 1000, 10, 990, 20, 501);

        Choice choice = chosen(graph, 4, balanced(10, 1000));

        assertThat(choice.path().nodes()).containsExactly(4, 2, 0);
        assertThat(choice.complete()).isTrue();
    }

    @Test
    void letsAPriceOfNothingWinNoMoreThanTheFloor() {
        Graph graph = threeWays(0, 60_000, 1, 500, 9, 499);

        assertThat(chosen(graph, 4, balanced(1, 1900)).path().nodes()).containsExactly(4, 2, 0);
    }

    @Test
    void balancesForAllAsForEachOne() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            Graph graph = Numbered.random(40, 75, 60, 40, random);
            Policy policy = balanced(1 + random.nextInt(30), 1900);
            Ways ways = Ways.choose(graph, ROOT, policy, Numbered.order(graph), LABELS_MAX);
            for (int node = 0; node < 40; node++) {
                Path way = ways.of(node);
                Choices.Answer answer = answer(graph, node, policy, Bounds.NONE);
                assertThat(way != null).isEqualTo(answer instanceof Choices.Answer.Chosen);
                if (way == null || !(answer instanceof Choices.Answer.Chosen(Choice choice))) continue;
                for (Criterion criterion : List.of(Criterion.PRICE, Criterion.METRIC)) {
                    assertThat(way.total(criterion))
                            .as("round %d", round)
                            .isEqualTo(choice.path().total(criterion));
                }
            }
        }
    }

    @Test
    void choosesForAllAsForEachOne() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            Graph graph = Numbered.random(25, 45, 20, 5, random);
            for (Policy policy : List.of(Policy.CHEAPEST, Policy.FASTEST, Policy.NEAREST)) {
                Ways ways = Ways.choose(graph, ROOT, policy, Numbered.order(graph), LABELS_MAX);
                for (int node = 0; node < 25; node++) {
                    Choices.Answer answer = answer(graph, node, policy, Bounds.NONE);
                    if (answer instanceof Choices.Answer.Chosen(Choice choice)) {
                        assertThat(ways.of(node)).as("round %d", round).isEqualTo(choice.path());
                    } else {
                        assertThat(ways.of(node)).isNull();
                    }
                }
            }
        }
    }

    @Test
    void saysThatItWasCutShort() {
        Graph graph = Numbered.empty(5); // a row: four labels
        for (int node = 1; node < 4; node++) Numbered.arc(graph, node, node - 1, 10, 1, 10);
        Numbered.arc(graph, 4, 3, 10, 1, 10);
        List<Criterion> criteria = List.of(Criterion.PRICE, Criterion.LATENCY, Criterion.METRIC);
        Bounds bounds = Bounds.latencyAtMost(100);

        Choices enough = new Choices(graph, Numbered.order(graph), 5);
        Choices few = new Choices(graph, Numbered.order(graph), 2);

        assertThat(enough.pareto(4, ROOT, criteria, bounds).complete()).isTrue();
        assertThat(few.pareto(4, ROOT, criteria, bounds)).isEqualTo(new Choices.Pareto(List.of(), false));
        assertThat(few.choose(4, ROOT, Policy.CHEAPEST, bounds)).isEqualTo(new Choices.Answer.GaveUp());
    }

    @Test
    void doesNotClaimToKnowThatThereIsNoRunnerUp() {
        Graph graph = Numbered.empty(6); // 5 to 0 directly, or in a row over 4, 3, 2 and 1
        for (int node = 1; node < 6; node++) Numbered.arc(graph, node, node - 1, 10, 1, 10);
        Numbered.arc(graph, 5, 0, 10, 1, 10);

        Choices.Answer answer = new Choices(graph, Numbered.order(graph), 3)
                .choose(5, ROOT, Policy.CHEAPEST, Bounds.latencyAtMost(100));

        Choice choice = ((Choices.Answer.Chosen) answer).choice();
        assertThat(choice.path().nodes()).containsExactly(5, 0);
        assertThat(choice.why()).isEqualTo(new Choice.Why.RunnerUpUnknown());
        assertThat(choice.complete()).isFalse();
    }

    /** Althea's answer hangs on which route is heard of first; this one must not. */
    @Test
    void choosesTheSameWhateverTheOrderOfEventsAndTheNumbersOfNodes() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            Graph plan = Numbered.random(20, 45, 3, 2, random); // nearly everything ties
            List<Integer> slots = Numbered.slots(plan);
            for (int slot : slots) plan.setTerms(slot, (int) plan.value(slot, Criterion.PRICE), 1, (char) 0);
            Collections.shuffle(slots, random);
            int[] numbers = shuffled(20, random);
            Graph other = Numbered.empty(20);
            for (int slot : slots) {
                if (!plan.isUsable(slot)) continue;
                int copy = Numbered.arc(
                        other,
                        numbers[plan.sender(slot)],
                        numbers[plan.receiver(slot)],
                        (int) plan.value(slot, Criterion.METRIC),
                        (int) plan.value(slot, Criterion.PRICE));
                other.setTerms(
                        copy, (int) plan.value(slot, Criterion.PRICE), (int) plan.value(slot, Criterion.LATENCY), (char)
                                0);
            }
            int[] names = NodeOrder.inverse(numbers);
            for (Policy policy : List.of(Policy.CHEAPEST, Policy.FASTEST, Policy.NEAREST, balanced(2, 1900))) {
                for (Bounds bounds : List.of(Bounds.NONE, new Bounds(4, 300))) {
                    Choices.Answer one = answer(plan, 19, policy, bounds);
                    Choices.Answer same = new Choices(other, Numbered.order(other, names), LABELS_MAX)
                            .choose(numbers[19], new int[] {numbers[0]}, policy, bounds);
                    assertThat(named(same, names))
                            .as("round %d %s", round, policy)
                            .isEqualTo(named(one, Geometric.asTheyCame(20)));
                }
            }
        }
    }

    private static List<List<Integer>> named(Choices.Answer answer, int[] names) {
        if (!(answer instanceof Choices.Answer.Chosen(Choice choice))) return List.of();
        List<Integer> runnerUp = choice.runnerUp().map(Path::nodes).orElse(List.of());
        return List.of(
                choice.path().nodes().stream().map(node -> names[node]).toList(),
                runnerUp.stream().map(node -> names[node]).toList());
    }

    private static int[] shuffled(int nodes, Random random) {
        List<Integer> numbers = new java.util.ArrayList<>();
        for (int node = 0; node < nodes; node++) numbers.add(node);
        Collections.shuffle(numbers, random);
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** From 4 over 1, 2 or 3 to 0. */
    private static Graph threeWays(int price1, int metric1, int price2, int metric2, int price3, int metric3) {
        Graph graph = Numbered.empty(5);
        int[][] ways = {{price1, metric1}, {price2, metric2}, {price3, metric3}};
        for (int way = 0; way < 3; way++) {
            Numbered.arc(graph, 4, way + 1, 1, 0);
            Numbered.arc(graph, way + 1, 0, ways[way][1] - 1, ways[way][0]);
        }
        return graph;
    }

    private static Policy balanced(long floor, int factorThousandths) {
        return new Policy.Balanced(new Balance(floor, factorThousandths));
    }

    private static long price(Graph graph, int origin) {
        return chosen(graph, origin, Policy.CHEAPEST).path().total(Criterion.PRICE);
    }

    private static Choice chosen(Graph graph, int origin, Policy policy) {
        return ((Choices.Answer.Chosen) answer(graph, origin, policy, Bounds.NONE)).choice();
    }

    private static Choices.Answer answer(Graph graph, int origin, Policy policy, Bounds bounds) {
        return new Choices(graph, Numbered.order(graph), LABELS_MAX).choose(origin, ROOT, policy, bounds);
    }
}
