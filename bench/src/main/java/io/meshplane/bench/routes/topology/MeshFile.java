package io.meshplane.bench.routes.topology;

import io.meshplane.bench.Unusable;
import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.Loss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A mesh of a file: a head {@code from,to,quality_from,quality_to,kind}, then a line a link. Names of nodes are any text; a quality is the
 * part that arrives as either end sees it, 0 to 1, empty where unknown. A link of a node to itself is left out.
 *
 * @param links pairs of node numbers, in the order of the lines
 * @param qualities of both directions of each link; unknown ones are 1
 */
public record MeshFile(String name, int nodes, List<int[]> links, List<double[]> qualities) {
    private static final String HEAD = "from,to,quality_from,quality_to,kind";
    private static final int COLUMNS = 5;
    private static final int NOMINAL_COST = 256; // of a lossless radio link, RFC 8966 appendix A
    private static final double WORST = 256 / 65534.0; // whose cost is still below infinity

    /**
     * Reads a file.
     *
     * @throws Unusable naming file, line and column
     */
    public static MeshFile read(Path file) throws Unusable {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new Unusable(Unusable.BAD_DATA, "cannot be read: " + unreadable);
        }
        if (lines.isEmpty() || !lines.getFirst().strip().equals(HEAD)) {
            throw bad(file, 1, "the head is " + HEAD);
        }
        Map<String, Integer> numbers = new HashMap<>();
        List<int[]> links = new ArrayList<>();
        List<double[]> qualities = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) continue;
            String[] columns = lines.get(i).strip().split(",", -1);
            if (columns.length != COLUMNS) throw bad(file, i + 1, "five columns are expected");
            if (columns[0].isEmpty() || columns[1].isEmpty()) throw bad(file, i + 1, "a link has two ends");
            int from = numbers.computeIfAbsent(columns[0], node -> numbers.size());
            int to = numbers.computeIfAbsent(columns[1], node -> numbers.size());
            if (from == to) continue;
            links.add(new int[] {from, to});
            qualities.add(new double[] {quality(file, i + 1, columns, 2), quality(file, i + 1, columns, 3)});
        }
        if (links.isEmpty()) throw bad(file, lines.size(), "there is no link in it");
        return new MeshFile(String.valueOf(file.getFileName()), numbers.size(), links, qualities);
    }

    private static double quality(Path file, int line, String[] columns, int column) throws Unusable {
        if (columns[column].isEmpty()) return 1;
        try {
            double quality = Double.parseDouble(columns[column]);
            if (quality >= 0 && quality <= 1) return Math.max(WORST, quality);
        } catch (NumberFormatException e) {
            throw bad(file, line, "column " + (column + 1) + ": no number: " + columns[column]);
        }
        throw bad(file, line, "column " + (column + 1) + ": not from 0 to 1: " + columns[column]);
    }

    private static Unusable bad(Path file, int line, String what) {
        return new Unusable(Unusable.BAD_DATA, file + ", line " + line + ": " + what);
    }

    /** The mesh with costs of its qualities (ETX); fees 0 to 50 in steps of 5 and latencies 1 to 40 ms are drawn. */
    Graph graph(long seed) {
        int[] degrees = new int[nodes];
        for (int[] link : links) {
            degrees[link[0]]++;
            degrees[link[1]]++;
        }
        Graph graph = new Graph(degrees, 0);
        Random random = new Random(seed);
        for (int i = 0; i < links.size(); i++) {
            int slot = graph.addLink(links.get(i)[0], links.get(i)[1]);
            terms(graph, slot, qualities.get(i)[0], random);
            terms(graph, graph.back(slot), qualities.get(i)[1], random);
        }
        return graph;
    }

    private static void terms(Graph graph, int slot, double arriving, Random random) {
        graph.setCost(slot, (int) Math.min(65534, Math.round(NOMINAL_COST / arriving)));
        graph.setTerms(slot, 5 * random.nextInt(11), 1000 * (1 + random.nextInt(40)), Loss.of(arriving));
    }
}
