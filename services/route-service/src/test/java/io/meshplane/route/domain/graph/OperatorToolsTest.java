package io.meshplane.route.domain.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OperatorToolsTest {
    private static final long SEED = 20261121;
    private static final int[] ROOT = {0};

    @Test
    void findsTheLinksAndNodesThatHoldAPartAlone() {
        Graph graph = Numbered.empty(6); // a triangle 0-1-2, then 2-3 and the pair 3=4; 5 alone
        both(graph, 0, 1, 1);
        both(graph, 1, 2, 1);
        both(graph, 2, 0, 1);
        int bridge = both(graph, 2, 3, 1);
        for (int i = 0; i < 2; i++) {
            int slot = graph.addLink(3, 4);
            graph.setCost(slot, 1);
        }

        WeakPoints weak = WeakPoints.of(graph);

        assertThat(weak.bridges()).containsExactly(Math.min(bridge, graph.back(bridge)));
        assertThat(weak.articulations()).containsExactly(2, 3);
    }

    @Test
    void findsTheWeakPointsThatTakingOutOneByOneShows() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            Graph graph = Numbered.random(14, 18, 5, 5, random);
            List<Integer> bridges = new ArrayList<>();
            List<Integer> articulations = new ArrayList<>();
            for (int slot : Numbered.slots(graph)) {
                if (slot < graph.back(slot) && parts(graph, -1, slot) > parts(graph, -1, -1)) bridges.add(slot);
            }
            bridges.sort(null);
            for (int node = 0; node < graph.nodes(); node++) {
                // a node taken out is a part less if it stood alone
                boolean alone = degree(graph, node) == 0;
                if (!alone && parts(graph, node, -1) > parts(graph, -1, -1)) articulations.add(node);
            }

            assertThat(WeakPoints.of(graph)).as("round %d", round).isEqualTo(new WeakPoints(bridges, articulations));
        }
    }

    @Test
    void findsTheWeakPointsOfALineOfAMillionNodes() {
        Graph graph = Numbered.empty(1_000_000);
        for (int node = 1; node < graph.nodes(); node++) graph.setCost(graph.addLink(node, node - 1), 1);

        WeakPoints weak = WeakPoints.of(graph);

        assertThat(weak.bridges()).hasSize(999_999);
        assertThat(weak.articulations()).hasSize(999_998);
    }

    @Test
    void addsUpWhatNodesCarryAndEarn() {
        Graph graph = chain();

        Load load = Load.of(ways(graph), new long[] {0, 100, 20, 3});

        assertThat(load.carriedBytes()).containsExactly(123L, 23L, 3L, 0L);
        assertThat(load.revenue()).containsExactly(big(0), big(23 * 5), big(3 * 7), big(0));
    }

    @Test
    void triesAChangeWithoutTouchingTheLiveMesh() {
        Graph graph = chain();
        Ways before = ways(graph);

        WhatIf cut = tried(graph, new WhatIf.Change.Leave(2));
        WhatIf dearer = tried(graph, new WhatIf.Change.Reprice(Numbered.find(graph, 1, 0), 8));
        WhatIf shortcut = tried(graph, new WhatIf.Change.Join(3, 0, 50, 1, 1000));

        assertThat(cut.affected()).extracting(WhatIf.Affected::node).containsExactly(2, 3);
        assertThat(cut.affected()).extracting(WhatIf.Affected::after).containsOnlyNulls();
        assertThat(cut.revenue()).containsExactly(big(0), big(-23 * 5), big(-3 * 7), big(0));
        assertThat(dearer.affected()).extracting(WhatIf.Affected::node).containsExactly(2, 3);
        assertThat(dearer.revenue()).containsExactly(big(0), big(23 * 3), big(0), big(0));
        assertThat(shortcut.affected()).extracting(WhatIf.Affected::node).containsExactly(3);
        assertThat(Objects.requireNonNull(shortcut.affected().getFirst().after())
                        .total(Criterion.PRICE))
                .isZero();
        assertThat(ways(graph).of(3)).isEqualTo(before.of(3));
    }

    @Test
    void estimatesHowMuchLiesOnANode() {
        Graph line = Numbered.empty(5);
        for (int node = 1; node < 5; node++) both(line, node, node - 1, 1);

        assertThat(Betweenness.estimate(line, 5, SEED)).containsExactly(0, 6, 8, 6, 0);
    }

    @Test
    void comesNearTheTruthBySamples() {
        System.out.println("seed " + SEED);
        Geometric mesh = new Geometric(600, 8, SEED);
        Graph graph = mesh.graph(Geometric.asTheyCame(600), 0);

        double[] exact = Betweenness.estimate(graph, 600, SEED);
        double[] sampled = Betweenness.estimate(graph, 150, SEED);

        double error = 0;
        for (int node = 0; node < 600; node++) error += Math.abs(exact[node] - sampled[node]);
        assertThat(error / Arrays.stream(exact).sum()).isBetween(0.001, 0.3);
        assertThat(Betweenness.estimate(graph, 150, SEED)).containsExactly(sampled);
    }

    @Test
    void countsEveryPairOfWaysOnce() {
        System.out.println("seed " + SEED);
        Graph graph = Numbered.random(12, 22, 3, 3, new Random(SEED));

        double sum = Arrays.stream(Betweenness.estimate(graph, 12, SEED)).sum();

        double inner = 0; // of any shortest way, all nodes but its ends; on average over the ways that are as short
        for (int to = 0; to < 12; to++) {
            for (int from = 0; from < 12; from++) if (from != to) inner += innerNodes(graph, from, to);
        }
        assertThat(sum).isCloseTo(inner, within(1e-6));
    }

    @Test
    void advisesThePriceThatTheAlternativesBear() {
        Graph graph = Numbered.empty(
                7); // 4, 5 and 6 go over the seller 1 or over 2, which asks 20; 3 hangs on the seller alone
        Numbered.arc(graph, 1, 0, 100, 5);
        Numbered.arc(graph, 2, 0, 300, 20);
        Numbered.arc(graph, 3, 1, 100, 0);
        for (int node = 4; node < 7; node++) {
            Numbered.arc(graph, node, 1, 100, 0);
            Numbered.arc(graph, node, 2, 100, 0);
        }
        long[] bytes = {0, 1_000_000, 0, 50, 10, 10, 10};
        int[] port = {Numbered.find(graph, 1, 0)};

        assertThat(PriceAdvice.of(graph, port, ROOT, Numbered.order(graph), bytes))
                .isEqualTo(new PriceAdvice(20, 30, 50));
    }

    @Test
    void advisesWhatEarnsMostWhereLimitsDiffer() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            Graph graph = Numbered.random(14, 26, 20, 15, random);
            int seller = 1 + random.nextInt(13);
            int slot = Numbered.slots(graph).stream()
                    .filter(arc -> graph.sender(arc) == seller && graph.isUsable(arc))
                    .findFirst()
                    .orElse(-1);
            if (slot < 0) continue;
            long[] bytes = random.longs(14, 0, 50).toArray();

            PriceAdvice advice = PriceAdvice.of(graph, new int[] {slot}, ROOT, Numbered.order(graph), bytes);

            long most = 0;
            for (int price = 0; price < 200; price++) most = Math.max(most, earned(graph, slot, price, bytes, advice));
            long got = Math.max(0, advice.price()) * advice.bytes();
            assertThat(got).as("round %d", round).isBetween(most - advice.bytes() - 50 * 14, most);
        }
    }

    private static long earned(Graph live, int slot, int price, long[] bytes, PriceAdvice advice) {
        Graph graph = live.copy();
        graph.setTerms(slot, price, 0, (char) 0);
        long came = 0;
        Ways ways = ways(graph);
        for (int node = 0; node < graph.nodes(); node++) {
            Path way = ways.of(node);
            if (way == null || node == graph.sender(slot)) continue;
            if (way.steps().stream().anyMatch(step -> step.arc() == slot)) came += bytes[node];
        }
        return price * Math.max(0, came - advice.captiveBytes());
    }

    private static double innerNodes(Graph graph, int from, int to) {
        double[] ways = new double[2];
        long shortest = Tree.towards(graph, to).distance(from);
        if (shortest == Tree.UNREACHABLE) return 0;
        walk(graph, from, to, shortest, 0, ways);
        return ways[1] / ways[0];
    }

    private static void walk(Graph graph, int at, int to, long left, int hops, double[] ways) {
        if (at == to) {
            if (left == 0) {
                ways[0]++;
                ways[1] += hops - 1;
            }
            return;
        }
        for (int slot : Numbered.slots(graph)) {
            if (graph.sender(slot) != at || !graph.isUsable(slot)) continue;
            long rest = left - graph.value(slot, Criterion.METRIC);
            if (rest >= 0) walk(graph, graph.receiver(slot), to, rest, hops + 1, ways);
        }
    }

    private static int degree(Graph graph, int node) {
        int degree = 0;
        for (int slot : Numbered.slots(graph)) if (graph.receiver(slot) == node && isLink(graph, slot)) degree++;
        return degree;
    }

    private static boolean isLink(Graph graph, int slot) {
        return graph.isUsable(slot) || graph.isUsable(graph.back(slot));
    }

    private static int parts(Graph graph, int withoutNode, int withoutLink) {
        boolean[] seen = new boolean[graph.nodes()];
        int parts = 0;
        for (int start = 0; start < graph.nodes(); start++) {
            if (seen[start] || start == withoutNode) continue;
            parts++;
            flood(graph, start, withoutNode, withoutLink, seen);
        }
        return parts;
    }

    private static void flood(Graph graph, int at, int withoutNode, int withoutLink, boolean[] seen) {
        seen[at] = true;
        for (int slot = graph.first(at); slot < graph.end(at); slot++) {
            int peer = graph.sender(slot);
            if (peer < 0 || seen[peer] || peer == withoutNode || !isLink(graph, slot)) continue;
            if (slot == withoutLink || graph.back(slot) == withoutLink) continue;
            flood(graph, peer, withoutNode, withoutLink, seen);
        }
    }

    private static WhatIf tried(Graph graph, WhatIf.Change change) {
        return WhatIf.tried(
                graph, List.of(change), ROOT, Policy.CHEAPEST, Numbered::order, new long[] {0, 100, 20, 3}, 1000);
    }

    private static Ways ways(Graph graph) {
        return Ways.choose(graph, ROOT, Policy.CHEAPEST, Numbered.order(graph), 1000);
    }

    private static Graph chain() {
        Graph graph = Numbered.empty(4);
        Numbered.arc(graph, 1, 0, 256, 5);
        Numbered.arc(graph, 2, 1, 256, 7);
        Numbered.arc(graph, 3, 2, 256, 11);
        return graph;
    }

    private static int both(Graph graph, int a, int b, int cost) {
        int slot = Numbered.arc(graph, a, b, cost, 0);
        graph.setCost(graph.back(slot), cost);
        return slot;
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
