package io.meshplane.route.domain.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Times and checks the policies on a topology file, with fees and latencies drawn by a seed. A program, not a test. */
public final class TopologyBenchmark {
    private static final long SEED = 20261121;
    private static final int LABELS_MAX = 2_000_000;
    private static final int NOMINAL_COST = 256; // of a lossless radio link, RFC 8966 appendix A

    /** Arguments: files of the form {@code from,to,quality_from,quality_to,kind}. */
    public static void main(String[] arguments) throws IOException {
        for (String file : arguments) run(file);
    }

    private static void run(String file) throws IOException {
        Graph graph = read(file);
        int root = mostLinks(graph);
        ArcOrder order = Numbered.order(graph);
        int[] roots = {root};
        System.out.printf(
                Locale.ROOT,
                "%n%s: %,d nodes, %,d links; to the node with the most links; fees 0-50, latencies 1-40 ms, seed %d%n",
                java.nio.file.Path.of(file).getFileName(),
                graph.nodes(),
                graph.links(),
                SEED);
        for (Policy policy : List.of(Policy.CHEAPEST, Policy.FASTEST, Policy.NEAREST)) {
            timed(policy.toString(), () -> Ways.choose(graph, roots, policy, order, LABELS_MAX));
        }
        Policy balanced = new Policy.Balanced(new Balance(20, 1900));
        timed("balanced, every node", () -> Ways.choose(graph, roots, balanced, order, LABELS_MAX));
        Choices choices = new Choices(graph, order, LABELS_MAX);
        List<Criterion> criteria = List.of(Criterion.PRICE, Criterion.LATENCY, Criterion.LOSS);
        double worst = 0;
        long ways = 0;
        int sources = 0;
        for (int round = 0; round < 2; round++) { // the first warms up
            worst = 0;
            ways = 0;
            sources = 0;
            for (int node = 0; node < graph.nodes(); node += 1 + graph.nodes() / 200) {
                long start = System.nanoTime();
                Choices.Pareto pareto = choices.pareto(node, roots, criteria, Bounds.NONE);
                worst = Math.max(worst, (System.nanoTime() - start) / 1e6);
                ways += pareto.paths().size();
                sources++;
                if (!pareto.complete()) System.out.printf(Locale.ROOT, "  cut short at node %d%n", node);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  Pareto set of price, latency and loss: %d sources, %.1f ways on average, worst %.1f ms%n",
                sources,
                (double) ways / sources,
                worst);
        check(graph, roots, choices);
    }

    private static void check(Graph graph, int[] roots, Choices choices) {
        Balance rule = new Balance(20, 1900);
        int checked = 0;
        for (int node = 0; node < graph.nodes(); node += 1 + graph.nodes() / 100) {
            Choices.Pareto all = choices.pareto(node, roots, List.of(Criterion.PRICE, Criterion.METRIC), Bounds.NONE);
            if (!(choices.choose(node, roots, new Policy.Balanced(rule), Bounds.NONE)
                    instanceof Choices.Answer.Chosen(Choice choice))) continue;
            for (Path path : all.paths()) {
                if (rule.compare(path, choice.path()) < 0) throw new AssertionError("a better way of " + node);
            }
            checked++;
        }
        System.out.printf(Locale.ROOT, "  balanced = best of the whole Pareto set at %d nodes%n", checked);
    }

    private static Graph read(String file) throws IOException {
        List<String[]> lines = Files.readAllLines(java.nio.file.Path.of(file)).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        Map<String, Integer> numbers = new HashMap<>();
        List<int[]> ends = new ArrayList<>();
        for (String[] line : lines) {
            int from = numbers.computeIfAbsent(line[0], name -> numbers.size());
            ends.add(new int[] {from, numbers.computeIfAbsent(line[1], name -> numbers.size())});
        }
        Graph graph = Numbered.empty(numbers.size());
        Random random = new Random(SEED);
        for (int i = 0; i < lines.size(); i++) {
            if (ends.get(i)[0] == ends.get(i)[1]) continue;
            int slot = graph.addLink(ends.get(i)[0], ends.get(i)[1]);
            terms(graph, slot, lines.get(i)[2], random);
            terms(graph, graph.back(slot), lines.get(i)[3], random);
        }
        return graph;
    }

    private static void terms(Graph graph, int slot, String quality, Random random) {
        double arriving = quality.isEmpty() ? 1 : Math.max(0.004, Double.parseDouble(quality));
        graph.setCost(slot, (int) Math.min(65534, Math.round(NOMINAL_COST / arriving)));
        graph.setTerms(slot, 5 * random.nextInt(11), 1000 * (1 + random.nextInt(40)), Loss.of(Math.min(1, arriving)));
    }

    private static int mostLinks(Graph graph) {
        int best = 0;
        for (int node = 1; node < graph.nodes(); node++) {
            if (graph.end(node) - graph.first(node) > graph.end(best) - graph.first(best)) best = node;
        }
        return best;
    }

    private static void timed(String name, Runnable work) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        System.out.printf(Locale.ROOT, "  %s: %.2f ms%n", name, best);
    }

    private TopologyBenchmark() {}
}
