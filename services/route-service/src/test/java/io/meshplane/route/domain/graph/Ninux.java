package io.meshplane.route.domain.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** The real mesh of Rome as a graph: metrics of its real link qualities, fees and latencies drawn by a seed. */
final class Ninux {
    static final int NODES = 147;

    private static final int NOMINAL_COST = 256; // of a lossless radio link, RFC 8966 appendix A

    static Graph graph(long seed) throws IOException {
        Random random = new Random(seed);
        Graph graph = Numbered.empty(NODES);
        for (String[] line : lines()) {
            int slot = graph.addLink(Integer.parseInt(line[0]), Integer.parseInt(line[1]));
            terms(graph, slot, line[2], random);
            terms(graph, graph.back(slot), line[3], random);
        }
        return graph;
    }

    private static void terms(Graph graph, int slot, String quality, Random random) {
        graph.setCost(slot, (int) Math.min(65534, Math.round(NOMINAL_COST / Double.parseDouble(quality))));
        char loss = Loss.of(Double.parseDouble(quality));
        graph.setTerms(slot, 5 * random.nextInt(11), 1000 * (1 + random.nextInt(40)), loss);
    }

    private static List<String[]> lines() throws IOException {
        try (BufferedReader csv = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Ninux.class.getResourceAsStream("/topologies/ninux-roma.csv")),
                StandardCharsets.UTF_8))) {
            return csv.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }

    private Ninux() {}
}
