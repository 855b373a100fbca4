package io.meshplane.route.domain.graph;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.alg.util.Triple;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jgrapht.opt.graph.sparse.SparseIntDirectedWeightedGraph;

/** What the graph can do, beside JGraphT on the same mesh. One thread; a program, not a test. */
public final class GraphBenchmark {
    private static final long SEED = 20261121;

    /** Arguments: numbers of nodes; 100000 and 1000000 if none is given. */
    public static void main(String[] arguments) {
        int[] sizes = arguments.length == 0
                ? new int[] {100_000, 1_000_000}
                : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        for (int nodes : sizes) run(nodes);
        System.out.printf(Locale.ROOT, "%n50 gateways%n");
        gateways(new Geometric(100_000, 6, SEED), 50);
    }

    private static void run(int nodes) {
        Geometric mesh = new Geometric(nodes, 6, SEED);
        System.out.printf(
                Locale.ROOT,
                "%n%,d nodes, %,d arcs, geometric, mean degree %.2f, seed %d (synthetic)%n",
                nodes,
                mesh.ends.length,
                (double) mesh.ends.length / nodes,
                SEED);
        double plain = full("numbers as they came", mesh, Geometric.asTheyCame(nodes));
        double breadth = full("breadth-first order", mesh, NodeOrder.breadthFirst(nodes, mesh.ends));
        double hilbert = full("Hilbert order", mesh, NodeOrder.hilbert(mesh.x, mesh.y));
        System.out.printf(
                Locale.ROOT, "  order gives: breadth-first %.2fx, Hilbert %.2fx%n", breadth / plain, hilbert / plain);
        updates(mesh, NodeOrder.hilbert(mesh.x, mesh.y), "Hilbert");
        updates(mesh, NodeOrder.breadthFirst(nodes, mesh.ends), "breadth-first");
        if (nodes > 200_000) return;
        double objects = jgrapht(mesh);
        double sparse = sparse(mesh);
        System.out.printf(
                Locale.ROOT,
                "  ratio to JGraphT: %.1fx its objects, %.1fx its sparse graph%n",
                hilbert / objects,
                hilbert / sparse);
    }

    private static double full(String name, Geometric mesh, int[] order) {
        Graph graph = mesh.graph(order, mesh.ends.length / 50);
        int root = NodeOrder.inverse(order)[0];
        Tree tree = Tree.towards(graph, root);
        double best = Double.MAX_VALUE;
        double sum = 0;
        int rounds = Math.clamp(20_000_000 / mesh.ends.length, 6, 40);
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            tree.recompute();
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.min(best, seconds);
            sum += seconds;
        }
        double rate = mesh.ends.length / best;
        System.out.printf(
                Locale.ROOT,
                "  full tree, %s: best %.1f ms = %.1f M arcs/s (mean %.1f M), %.2f bytes/arc%n",
                name,
                best * 1e3,
                rate / 1e6,
                mesh.ends.length * rounds / sum / 1e6,
                (double) graph.bytes() / mesh.ends.length);
        return rate;
    }

    private static void updates(Geometric mesh, int[] order, String name) {
        Graph graph = mesh.graph(order, mesh.ends.length / 50);
        Tree tree = Tree.towards(graph, NodeOrder.inverse(order)[0]);
        Random random = new Random(SEED);
        int[] slots = random.ints(200_000, 0, mesh.ends.length).toArray();
        long[] nanos = new long[100_000];
        long affected = 0;
        long cpuStart = 0;
        for (int i = 0; i < slots.length; i++) {
            int slot = slots[i];
            int cost = graph.cost(slot) == Graph.ABSENT || random.nextInt(4) == 0
                    ? 96 + random.nextInt(1000)
                    : random.nextInt(8) == 0
                            ? Graph.ABSENT
                            : Math.max(1, graph.cost(slot) * (80 + random.nextInt(41)) / 100);
            if (i == 100_000) cpuStart = cpuNanos();
            long start = System.nanoTime();
            int before = graph.setCost(slot, cost);
            int changed = tree.changed(slot, before);
            long took = System.nanoTime() - start;
            if (i >= 100_000) {
                nanos[i - 100_000] = took;
                affected += changed;
            }
        }
        double cpuMean = (cpuNanos() - cpuStart) / 1e5;
        Arrays.sort(nanos);
        double mean = Arrays.stream(nanos).average().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "  update, %s: mean %.1f us (%.1f us of processor time), p50 %.2f, p99 %.1f, p99.9 %.0f, max %.0f us; %.1f nodes changed on average%n",
                name,
                mean / 1e3,
                cpuMean / 1e3,
                nanos[50_000] / 1e3,
                nanos[99_000] / 1e3,
                nanos[99_900] / 1e3,
                nanos[99_999] / 1e3,
                affected / 1e5);
        long[] kept = new long[graph.nodes()];
        for (int node = 0; node < kept.length; node++) kept[node] = tree.distance(node);
        tree.recompute();
        for (int node = 0; node < kept.length; node++) {
            if (kept[node] != tree.distance(node)) throw new AssertionError("distance of " + node + " differs");
        }
    }

    /** A link's death and return in the trees of many gateways. */
    private static void gateways(Geometric mesh, int count) {
        int nodes = mesh.x.length;
        Graph graph = mesh.graph(NodeOrder.hilbert(mesh.x, mesh.y), 0);
        Random random = new Random(SEED);
        Tree[] trees = new Tree[count];
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            trees[i] = i == 0 ? Tree.towards(graph, 0) : trees[0].another(random.nextInt(nodes));
        }
        System.out.printf(
                Locale.ROOT,
                "  %d trees of %,d nodes built in %.0f ms%n",
                count,
                nodes,
                (System.nanoTime() - start) / 1e6);
        long[] nanos = new long[2_000];
        for (int i = 0; i < 2 * nanos.length; i++) {
            int slot = random.nextInt(mesh.ends.length);
            int cost = graph.cost(slot);
            long begin = System.nanoTime();
            graph.setCost(slot, Graph.ABSENT);
            for (Tree tree : trees) tree.changed(slot, cost);
            if (i >= nanos.length) nanos[i - nanos.length] = System.nanoTime() - begin;
            graph.setCost(slot, cost);
            for (Tree tree : trees) tree.changed(slot, Graph.ABSENT);
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "  an arc's death in all of them: p50 %.3f ms, p99 %.2f ms, max %.1f ms%n",
                nanos[1_000] / 1e6,
                nanos[1_980] / 1e6,
                nanos[1_999] / 1e6);
    }

    private static long cpuNanos() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double jgrapht(Geometric mesh) {
        Graph graph = mesh.graph(Geometric.asTheyCame(mesh.x.length), 0);
        SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> peer =
                new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        for (int node = 0; node < graph.nodes(); node++) peer.addVertex(node);
        for (int node = 0; node < graph.nodes(); node++) {
            for (int slot = graph.first(node); slot < graph.end(node); slot++) {
                peer.setEdgeWeight(
                        peer.addEdge(node, graph.sender(slot)), (double) graph.value(slot, Criterion.METRIC));
            }
        }
        return timed(
                "JGraphT objects",
                mesh,
                () -> new DijkstraShortestPath<>(peer).getPaths(0).getWeight(1));
    }

    private static double sparse(Geometric mesh) {
        Graph graph = mesh.graph(Geometric.asTheyCame(mesh.x.length), 0);
        java.util.List<Triple<Integer, Integer, Double>> arcs = new java.util.ArrayList<>();
        for (int node = 0; node < graph.nodes(); node++) {
            for (int slot = graph.first(node); slot < graph.end(node); slot++) {
                arcs.add(Triple.of(node, graph.sender(slot), (double) graph.value(slot, Criterion.METRIC)));
            }
        }
        SparseIntDirectedWeightedGraph peer = new SparseIntDirectedWeightedGraph(graph.nodes(), arcs);
        return timed(
                "JGraphT sparse",
                mesh,
                () -> new DijkstraShortestPath<>(peer).getPaths(0).getWeight(1));
    }

    private static double timed(String name, Geometric mesh, java.util.function.DoubleSupplier search) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            long start = System.nanoTime();
            double _ = search.getAsDouble();
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        System.out.printf(
                Locale.ROOT,
                "  full tree, %s: best %.1f ms = %.1f M arcs/s%n",
                name,
                best * 1e3,
                mesh.ends.length / best / 1e6);
        return mesh.ends.length / best;
    }

    private GraphBenchmark() {}
}
