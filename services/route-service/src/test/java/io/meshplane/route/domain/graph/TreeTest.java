package io.meshplane.route.domain.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {
    private static final long SEED = 20261121;

    @Test
    void agreesWithJGraphTOnAMeshOfTenThousand() {
        Geometric mesh = new Geometric(10_000, 6, SEED);
        Graph graph = mesh.graph(NodeOrder.breadthFirst(10_000, mesh.ends), 0);
        SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> peer =
                new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        for (int node = 0; node < graph.nodes(); node++) peer.addVertex(node);
        for (int slot : Numbered.slots(graph)) {
            DefaultWeightedEdge arc = peer.addEdge(graph.receiver(slot), graph.sender(slot));
            peer.setEdgeWeight(arc, (double) graph.value(slot, Criterion.METRIC));
        }

        Tree tree = Tree.towards(graph, 0);

        var oracle = new DijkstraShortestPath<>(peer).getPaths(0);
        for (int node = 0; node < graph.nodes(); node++) {
            double expected = oracle.getWeight(node);
            double got =
                    tree.distance(node) == Tree.UNREACHABLE ? Double.POSITIVE_INFINITY : (double) tree.distance(node);
            assertThat(got).as("node %d", node).isEqualTo(expected);
        }
    }

    /** Narrow costs go through the ring, wide ones through the heap. */
    @ParameterizedTest
    @ValueSource(ints = {10, 1000, Integer.MAX_VALUE - 1})
    void equalsAFreshSearchAfterEachOfManyChanges(int metricMax) {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED + metricMax);
        Graph graph = Numbered.random(40, 90, metricMax, 9, random);
        Tree tree = Tree.towards(graph, 0);
        Tree other = tree.another(3, 7);

        for (int i = 0; i < 35_000; i++) {
            long[] before = distances(graph, tree);
            List<Set<Integer>> hopsBefore = shortestHops(graph, tree);
            int[] nextBefore = nextHops(graph, tree);
            int slot = randomSlot(graph, random);
            int cost = randomCost(metricMax, random);
            int old = graph.setCost(slot, cost);
            int count = tree.changed(slot, old);
            Set<Integer> reported = new HashSet<>();
            for (int n = 0; n < count; n++) reported.add(tree.changed(n));
            other.changed(slot, old);

            long[] after = distances(graph, tree);
            assertThat(after).as("change %d", i).isEqualTo(PlainDijkstra.metrics(graph, 0));
            assertThat(distances(graph, other)).as("change %d", i).isEqualTo(PlainDijkstra.metrics(graph, 3, 7));
            List<Set<Integer>> hopsAfter = shortestHops(graph, tree);
            int[] nextAfter = nextHops(graph, tree);
            for (int node = 0; node < graph.nodes(); node++) {
                assertThat(reported.contains(node)).isEqualTo(before[node] != after[node]);
                if (hopsBefore.get(node).equals(hopsAfter.get(node))) {
                    assertThat(nextAfter[node]).as("change %d node %d", i, node).isEqualTo(nextBefore[node]);
                }
            }
        }
    }

    @Test
    void keepsUpWhileLinksAndNodesComeAndGo() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        Graph graph = Numbered.random(10, 15, 50, 9, random);
        Tree tree = Tree.towards(graph, 0);

        for (int i = 0; i < 5_000; i++) {
            int from = random.nextInt(graph.nodes());
            int to = random.nextInt(graph.nodes());
            int known = Numbered.find(graph, from, to);
            if (i % 100 == 0) {
                graph.addNode();
                tree.nodeAdded();
            } else if (known >= 0 && random.nextInt(3) == 0) {
                cut(graph, tree, known);
                cut(graph, tree, graph.back(known));
                graph.removeLink(known);
            } else if (from != to) {
                int slot = known >= 0 ? known : graph.addLink(from, to);
                tree.changed(slot, graph.setCost(slot, 1 + random.nextInt(50)));
            }
            assertThat(distances(graph, tree)).as("change %d", i).isEqualTo(PlainDijkstra.metrics(graph, 0));
        }
        assertThat(graph.nodes()).isEqualTo(60);
    }

    @Test
    void equalsAFreshSearchOfAHundredThousandNodesAfterThousandsOfChanges() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        Geometric mesh = new Geometric(100_000, 6, SEED);
        Graph graph = mesh.graph(NodeOrder.hilbert(mesh.x, mesh.y), 0);
        Tree tree = Tree.towards(graph, 0);

        for (int i = 1; i <= 20_000; i++) {
            int slot = random.nextInt(mesh.ends.length);
            tree.changed(slot, graph.setCost(slot, randomCost(1000, random)));
            if (i % 10_000 == 0) assertThat(distances(graph, tree)).isEqualTo(PlainDijkstra.metrics(graph, 0));
        }
    }

    @Test
    void doesNotDependOnTheOrderOfEvents() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            Graph plan = Numbered.random(30, 60, 4, 9, random); // few costs, many ways that are as short
            List<Integer> slots = new ArrayList<>(Numbered.slots(plan));
            Graph one = replayed(plan, slots);
            Collections.shuffle(slots, random);
            Graph other = replayed(plan, slots);

            assertThat(nextHops(other, Tree.towards(other, 0))).isEqualTo(nextHops(one, Tree.towards(one, 0)));
        }
    }

    @Test
    void addsTenThousandHopsOfTheDearestCostWithoutWrapping() {
        int hops = 10_000;
        Graph graph = Numbered.empty(hops + 1);
        for (int node = 1; node <= hops; node++) Numbered.arc(graph, node, node - 1, -2, -1);

        assertThat(Tree.towards(graph, 0).distance(hops)).isEqualTo(hops * 0xffff_fffeL);
        Path path = Search.from(hops, graph, new int[] {0}, new Weighing.InTurn(Criterion.PRICE, Criterion.METRIC), -1)
                .path(hops, Numbered.order(graph))
                .orElseThrow();
        assertThat(path.total(Criterion.PRICE)).isEqualTo((hops - 1) * 0xffff_ffffL);
        assertThat(path.total(Criterion.METRIC)).isEqualTo(hops * 0xffff_fffeL);
    }

    @Test
    void takesLittleMemory() {
        Geometric mesh = new Geometric(50_000, 6, SEED);
        Graph graph = mesh.graph(Geometric.asTheyCame(50_000), mesh.ends.length / 50);

        assertThat((double) graph.bytes() / mesh.ends.length).isLessThanOrEqualTo(24);
    }

    private static Graph replayed(Graph plan, List<Integer> slots) {
        Graph graph = Numbered.empty(plan.nodes());
        for (int slot : slots) {
            if (!plan.isUsable(slot)) continue;
            int cost = (int) plan.value(slot, Criterion.METRIC);
            Numbered.arc(graph, plan.sender(slot), plan.receiver(slot), cost, (int) plan.value(slot, Criterion.PRICE));
        }
        return graph;
    }

    private static void cut(Graph graph, Tree tree, int slot) {
        tree.changed(slot, graph.setCost(slot, Graph.ABSENT));
    }

    private static int randomSlot(Graph graph, Random random) {
        List<Integer> slots = Numbered.slots(graph);
        return slots.get(random.nextInt(slots.size()));
    }

    private static int randomCost(int metricMax, Random random) {
        return random.nextInt(5) == 0 ? Graph.ABSENT : 1 + random.nextInt(metricMax);
    }

    private static long[] distances(Graph graph, Tree tree) {
        long[] distances = new long[graph.nodes()];
        Arrays.setAll(distances, tree::distance);
        return distances;
    }

    private static int[] nextHops(Graph graph, Tree tree) {
        int[] next = new int[graph.nodes()];
        ArcOrder order = Numbered.order(graph);
        for (int node = 0; node < next.length; node++) {
            int arc = tree.nextArc(node, order);
            next[node] = arc < 0 ? -1 : graph.receiver(arc);
        }
        return next;
    }

    /** Every next hop that lies on a shortest way. */
    private static List<Set<Integer>> shortestHops(Graph graph, Tree tree) {
        List<Set<Integer>> hops = new ArrayList<>();
        for (int node = 0; node < graph.nodes(); node++) hops.add(new HashSet<>());
        for (int slot : Numbered.slots(graph)) {
            if (!graph.isUsable(slot) || tree.distance(graph.receiver(slot)) == Tree.UNREACHABLE) continue;
            long through = tree.distance(graph.receiver(slot)) + graph.value(slot, Criterion.METRIC);
            if (through == tree.distance(graph.sender(slot)))
                hops.get(graph.sender(slot)).add(graph.receiver(slot));
        }
        return hops;
    }
}
