package io.meshplane.bench.routes.engine;

import io.meshplane.bench.routes.Figure;
import io.meshplane.bench.routes.Findings;
import io.meshplane.bench.routes.Goal;
import io.meshplane.route.domain.graph.Forest;
import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.NodeOrder;
import io.meshplane.route.domain.graph.Tree;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/** Full trees, their updates and their memory on synthetic meshes; JGraphT searches the same mesh in the same run. */
public final class EngineBench {
    private static final String PART = "engine";
    private static final int DEGREE = 6;
    private static final int SMALL = 100_000;
    private static final int LARGE = 1_000_000;
    private static final int GATEWAYS = 50;

    private final long seed;
    private final int rounds;
    private final int updates;
    private final int large;
    private final Consumer<String> progress;

    /** @param progress told what is being measured */
    public EngineBench(long seed, boolean quick, Consumer<String> progress) {
        this.seed = seed;
        this.rounds = quick ? 3 : 9;
        this.updates = quick ? 20_000 : 100_000;
        this.large = quick ? SMALL * 2 : LARGE;
        this.progress = progress;
    }

    /** Measures all. */
    public void measure(Findings findings) {
        for (int nodes : new int[] {SMALL, large}) {
            progress.accept(String.format(Locale.ROOT, "engine: %,d nodes", nodes));
            SyntheticMesh mesh = new SyntheticMesh(nodes, DEGREE, seed);
            double rate = orders(mesh, findings);
            double wanted = nodes == SMALL ? 50 : 25;
            findings.goal(Goal.atLeast("full tree, " + name(mesh), "M arcs/s", wanted, rate));
            if (nodes == SMALL) peers(mesh, rate, findings);
            updates(mesh, nodes > SMALL, findings);
        }
        gateways(findings);
    }

    private static String name(SyntheticMesh mesh) {
        return String.format(Locale.ROOT, "%,d nodes", mesh.nodes());
    }

    /** The rate of the best order, and what each order gives. */
    private double orders(SyntheticMesh mesh, Findings findings) {
        double plain = full(mesh, mesh.asTheyCame(), "numbers as they came", 1, findings);
        double breadth = full(mesh, mesh.breadthFirst(), "breadth-first order", plain, findings);
        double hilbert = full(mesh, mesh.hilbert(), "Hilbert order", plain, findings);
        return Math.max(breadth, hilbert);
    }

    private double full(SyntheticMesh mesh, int[] order, String how, double plain, Findings findings) {
        Graph graph = mesh.graph(order);
        Tree tree = Tree.towards(graph, NodeOrder.inverse(order)[0]);
        double rate = mesh.arcs() / (double) CpuTime.best(rounds, tree::recompute) * 1e3;
        String beside = plain == 1 ? "" : String.format(Locale.ROOT, "%.2f x numbers as they came", rate / plain);
        findings.figure(new Figure(PART, name(mesh), "full tree, " + how, "M arcs/CPU s", rate, beside));
        if (plain == 1) {
            double bytes = (double) graph.bytes() / mesh.arcs();
            findings.figure(Figure.of(PART, name(mesh), "memory", "bytes/arc", bytes));
            findings.goal(Goal.atMost("memory, " + name(mesh), "bytes/arc", 24, bytes));
        }
        return rate;
    }

    private void peers(SyntheticMesh mesh, double ours, Findings findings) {
        JGraphTPeer peer = new JGraphTPeer(mesh);
        double objects = mesh.arcs() / (double) CpuTime.best(2, peer::searchObjects) * 1e3;
        double sparse = mesh.arcs() / (double) CpuTime.best(2, peer::searchSparse) * 1e3;
        double fastest = Math.max(objects, sparse);
        findings.figure(new Figure(PART, name(mesh), "full tree, JGraphT objects", "M arcs/CPU s", objects, ""));
        findings.figure(new Figure(PART, name(mesh), "full tree, JGraphT sparse", "M arcs/CPU s", sparse, ""));
        findings.goal(Goal.atLeast("beside the faster JGraphT graph", "x", 20, ours / fastest));
        Graph graph = mesh.graph(mesh.asTheyCame());
        Tree tree = Tree.towards(graph, 0);
        findings.check(name(mesh), "distances equal JGraphT's", mesh.nodes(), peer.differing(tree));
    }

    /** Raises, drops, cuts and returns of arcs, each timed by itself; then everything computed anew must be the same. */
    private void updates(SyntheticMesh mesh, boolean hasGoal, Findings findings) {
        int[] order = mesh.hilbert();
        Graph graph = mesh.graph(order);
        Tree tree = Tree.towards(graph, NodeOrder.inverse(order)[0]);
        Random random = new Random(seed);
        long[] nanos = new long[updates];
        long affected = 0;
        for (int i = -updates; i < updates; i++) {
            int slot = random.nextInt(mesh.arcs());
            int cost = nextCost(graph.cost(slot), random);
            long start = CpuTime.nanos();
            int changed = tree.changed(slot, graph.setCost(slot, cost));
            if (i < 0) continue;
            nanos[i] = CpuTime.nanos() - start;
            affected += changed;
        }
        Arrays.sort(nanos);
        double mean = Arrays.stream(nanos).average().orElseThrow() / 1e3;
        double p99 = nanos[(int) (updates * 0.99)] / 1e3;
        String beside = String.format(Locale.ROOT, "%.1f nodes changed on average", (double) affected / updates);
        findings.figure(new Figure(PART, name(mesh), "update, mean", "CPU µs", mean, beside));
        findings.figure(Figure.of(PART, name(mesh), "update, p50", "CPU µs", nanos[updates / 2] / 1e3));
        findings.figure(Figure.of(PART, name(mesh), "update, p99", "CPU µs", p99));
        findings.figure(Figure.of(PART, name(mesh), "update, p99.9", "CPU µs", nanos[(int) (updates * 0.999)] / 1e3));
        if (hasGoal) {
            findings.goal(Goal.atMost("update, mean, " + name(mesh), "µs", 20, mean));
            findings.goal(Goal.atMost("update, p99, " + name(mesh), "µs", 100, p99));
        }
        findings.check(
                name(mesh), "distances after all updates equal a fresh search", mesh.nodes(), differing(tree, graph));
    }

    private static int nextCost(int cost, Random random) {
        if (cost == Graph.ABSENT || random.nextInt(4) == 0) return 96 + random.nextInt(1000);
        return random.nextInt(8) == 0 ? Graph.ABSENT : Math.max(1, cost * (80 + random.nextInt(41)) / 100);
    }

    private static long differing(Tree tree, Graph graph) {
        long[] kept = new long[graph.nodes()];
        for (int node = 0; node < kept.length; node++) kept[node] = tree.distance(node);
        tree.recompute();
        long differing = 0;
        for (int node = 0; node < kept.length; node++) if (kept[node] != tree.distance(node)) differing++;
        return differing;
    }

    /** A link's death in the trees of many gateways. */
    private void gateways(Findings findings) {
        progress.accept("engine: trees of " + GATEWAYS + " gateways");
        SyntheticMesh mesh = new SyntheticMesh(SMALL, DEGREE, seed);
        Graph graph = mesh.graph(mesh.hilbert());
        Random random = new Random(seed);
        int[] roots = random.ints(GATEWAYS, 0, SMALL).distinct().toArray();
        Forest forest = Forest.towards(graph, roots);
        long[] nanos = new long[rounds * 200];
        for (int i = -nanos.length; i < nanos.length; i++) {
            int slot = random.nextInt(mesh.arcs());
            int cost = graph.cost(slot);
            long start = CpuTime.nanos();
            forest.changed(slot, graph.setCost(slot, Graph.ABSENT));
            forest.settle(node -> {});
            if (i >= 0) nanos[i] = CpuTime.nanos() - start;
            forest.changed(slot, graph.setCost(slot, cost));
            forest.settle(node -> {});
        }
        Arrays.sort(nanos);
        String where = name(mesh) + ", " + roots.length + " gateways";
        findings.figure(
                Figure.of(PART, where, "an arc's death in all trees, p50", "CPU ms", nanos[nanos.length / 2] / 1e6));
        findings.figure(Figure.of(
                PART, where, "an arc's death in all trees, p99", "CPU ms", nanos[nanos.length * 99 / 100] / 1e6));
    }
}
