package io.meshplane.bench.routes.topology;

import io.meshplane.bench.routes.Figure;
import io.meshplane.bench.routes.Findings;
import io.meshplane.bench.routes.engine.CpuTime;
import io.meshplane.route.domain.graph.ArcOrder;
import io.meshplane.route.domain.graph.Balance;
import io.meshplane.route.domain.graph.Bounds;
import io.meshplane.route.domain.graph.Choices;
import io.meshplane.route.domain.graph.Choices.Answer;
import io.meshplane.route.domain.graph.Criterion;
import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.Path;
import io.meshplane.route.domain.graph.Policy;
import io.meshplane.route.domain.graph.Tree;
import io.meshplane.route.domain.graph.Ways;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The policies on one mesh, towards the node with the most links: timed, and compared with what others find. */
public final class TopologyBench {
    private static final String PART = "topology";
    private static final int LABELS_MAX = 2_000_000;
    private static final int CHANGES = 2_000;
    private static final Balance BALANCE = new Balance(20, 1900);

    private final MeshFile mesh;
    private final Graph graph;
    private final long seed;
    private final int rounds;
    private final int sources;
    private final int root;
    private final int[] roots;
    private final ArcOrder order;

    /** @param seed of fees, latencies and changes */
    public TopologyBench(MeshFile mesh, long seed, boolean quick) {
        this.mesh = mesh;
        this.graph = mesh.graph(seed);
        this.seed = seed;
        this.rounds = quick ? 2 : 7;
        this.sources = quick ? 20 : 100;
        this.root = mostLinks(graph);
        this.roots = new int[] {root};
        this.order = new NumberOrder(graph);
    }

    private static int mostLinks(Graph graph) {
        int best = 0;
        for (int node = 1; node < graph.nodes(); node++) {
            if (graph.end(node) - graph.first(node) > graph.end(best) - graph.first(best)) best = node;
        }
        return best;
    }

    /** Measures all. */
    public void measure(Findings findings) {
        figure(findings, "nodes", "", graph.nodes());
        figure(findings, "links", "", graph.links());
        least(findings, "nearest", Policy.NEAREST, Criterion.METRIC);
        least(findings, "cheapest", Policy.CHEAPEST, Criterion.PRICE);
        least(findings, "fastest", Policy.FASTEST, Criterion.LATENCY);
        balanced(findings);
        bounded(findings);
        pareto(findings);
        changes(findings);
    }

    private void figure(Findings findings, String name, String unit, double value) {
        findings.figure(Figure.of(PART, mesh.name(), name, unit, value));
    }

    private Ways timed(Findings findings, String name, Policy policy) {
        double millis = CpuTime.best(rounds, () -> Ways.choose(graph, roots, policy, order, LABELS_MAX)) / 1e6;
        figure(findings, name + ", the ways of all nodes", "CPU ms", millis);
        return Ways.choose(graph, roots, policy, order, LABELS_MAX);
    }

    /** Against Dijkstra's search by somebody else, at every node. */
    private void least(Findings findings, String name, Policy policy, Criterion criterion) {
        Ways ways = timed(findings, name, policy);
        Oracle oracle = new Oracle(graph, root, criterion);
        long wrong = 0;
        for (int node = 0; node < graph.nodes(); node++) {
            Path way = ways.of(node);
            long sum = way == null ? Oracle.NO_WAY : way.total(criterion);
            if (sum != oracle.least(node) || (way != null && !addsUp(way))) wrong++;
        }
        findings.check(mesh.name(), name + " equals JGraphT, terms add up", graph.nodes(), wrong);
    }

    /** Whether a way leads over usable arcs of the graph, each once, and costs what they do. */
    private boolean addsUp(Path way) {
        long metric = 0;
        for (Path.Step step : way.steps()) {
            if (!graph.isUsable(step.arc())) return false;
            metric += graph.value(step.arc(), Criterion.METRIC);
        }
        boolean simple = way.nodes().stream().distinct().count() == way.nodes().size();
        return simple && metric == way.total(Criterion.METRIC);
    }

    /** Against the whole set of price-metric trade-offs, which another search finds. */
    private void balanced(Findings findings) {
        Policy policy = new Policy.Balanced(BALANCE);
        Ways ways = timed(findings, "balanced (f = 1.9)", policy);
        Choices choices = new Choices(graph, order, LABELS_MAX);
        long cases = 0;
        long wrong = 0;
        for (int node : sample()) {
            List<Path> all = choices.pareto(node, roots, List.of(Criterion.PRICE, Criterion.METRIC), Bounds.NONE)
                    .paths();
            Path way = ways.of(node);
            boolean one = choices.choose(node, roots, policy, Bounds.NONE) instanceof Answer.Chosen;
            if (way == null) {
                if (!all.isEmpty() || one) wrong++;
            } else if (all.stream().anyMatch(other -> compare(other, way) < 0)) {
                wrong++;
            }
            cases++;
        }
        findings.check(mesh.name(), "balanced is the best of all trade-offs", cases, wrong);
    }

    private static int compare(Path one, Path other) {
        return BALANCE.compare(
                one.total(Criterion.PRICE),
                one.total(Criterion.METRIC),
                other.total(Criterion.PRICE),
                other.total(Criterion.METRIC));
    }

    /** The cheapest within a latency, against the cheapest of all trade-offs that keep it. */
    private void bounded(Findings findings) {
        Choices choices = new Choices(graph, order, LABELS_MAX);
        long cases = 0;
        long wrong = 0;
        long nanos = 0;
        for (int node : sample()) {
            List<Path> all = choices.pareto(node, roots, List.of(Criterion.PRICE, Criterion.LATENCY), Bounds.NONE)
                    .paths();
            if (all.isEmpty()) continue;
            long fastest = all.stream()
                    .mapToLong(path -> path.total(Criterion.LATENCY))
                    .min()
                    .orElseThrow();
            long bound = fastest + fastest / 4;
            long start = CpuTime.nanos();
            Answer answer = choices.choose(node, roots, Policy.CHEAPEST, Bounds.latencyAtMost(bound));
            nanos += CpuTime.nanos() - start;
            long expected = all.stream()
                    .filter(path -> path.total(Criterion.LATENCY) <= bound)
                    .mapToLong(path -> path.total(Criterion.PRICE))
                    .min()
                    .orElseThrow();
            boolean right = answer instanceof Answer.Chosen chosen
                    && chosen.choice().path().total(Criterion.PRICE) == expected
                    && chosen.choice().path().total(Criterion.LATENCY) <= bound;
            if (!right) wrong++;
            cases++;
        }
        figure(
                findings,
                "cheapest within a latency, one node with runner-up",
                "CPU ms",
                nanos / 1e6 / Math.max(1, cases));
        findings.check(mesh.name(), "bounded is the cheapest that keeps the bound", cases, wrong);
    }

    private void pareto(Findings findings) {
        Choices choices = new Choices(graph, order, LABELS_MAX);
        List<Criterion> criteria = List.of(Criterion.PRICE, Criterion.LATENCY, Criterion.LOSS);
        double worst = 0;
        long ways = 0;
        for (int round = 0; round < 2; round++) { // the first warms up
            worst = 0;
            ways = 0;
            for (int node : sample()) {
                long start = CpuTime.nanos();
                ways += choices.pareto(node, roots, criteria, Bounds.NONE)
                        .paths()
                        .size();
                worst = Math.max(worst, (CpuTime.nanos() - start) / 1e6);
            }
        }
        figure(findings, "Pareto set of price, latency and loss, worst node", "CPU ms", worst);
        figure(findings, "Pareto set of price, latency and loss, mean size", "ways", (double) ways / sample().length);
    }

    /** An incremental tree through random changes, against a fresh search by somebody else. */
    private void changes(Findings findings) {
        Graph live = graph.copy();
        Tree tree = Tree.towards(live, root);
        Random random = new Random(seed);
        for (int change = 0; change < CHANGES; change++) {
            int slot = random.nextInt(live.slots());
            if (live.sender(slot) < 0) continue;
            int cost = random.nextInt(5) == 0 ? Graph.ABSENT : 96 + random.nextInt(1000);
            var _ = tree.changed(slot, live.setCost(slot, cost));
        }
        Oracle oracle = new Oracle(live, root, Criterion.METRIC);
        long wrong = 0;
        for (int node = 0; node < live.nodes(); node++) {
            long distance = tree.distance(node) == Tree.UNREACHABLE ? Oracle.NO_WAY : tree.distance(node);
            if (distance != oracle.least(node)) wrong++;
        }
        findings.check(mesh.name(), "distances after " + CHANGES + " changes equal JGraphT's", live.nodes(), wrong);
    }

    private int[] sample() {
        int step = Math.max(1, graph.nodes() / sources);
        int[] nodes = new int[(graph.nodes() + step - 1) / step];
        Arrays.setAll(nodes, i -> i * step);
        return nodes;
    }
}
