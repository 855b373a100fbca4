package io.meshplane.agent.simulated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A real mesh: CSV of {@code from,to,quality_from,quality_to,kind} with a header line. Nodes have any names;
 * qualities lie in 0 to 1 and may be empty.
 *
 * @param edges each pair of nodes once
 */
public record Topology(List<Edge> edges) {
    /**
     * A link.
     *
     * @param fromQuality as seen from that end, above 0 and at most 1; null = unknown
     */
    public record Edge(
            int from,
            int to,
            @Nullable Double fromQuality,
            @Nullable Double toQuality) {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, naming the line that is not of this form
     */
    public static Topology read(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        Map<String, Integer> numbers = new HashMap<>();
        Map<Set<Integer>, Edge> edges = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            try {
                Edge edge = new Edge(
                        number(numbers, cells[0]), number(numbers, cells[1]), quality(cells[2]), quality(cells[3]));
                if (edge.from() != edge.to()) edges.putIfAbsent(Set.of(edge.from(), edge.to()), edge);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException(csv + ", line " + (i + 1) + ": from,to,quality_from,quality_to is expected", e);
            }
        }
        return new Topology(List.copyOf(edges.values()));
    }

    private static int number(Map<String, Integer> numbers, String name) {
        return numbers.computeIfAbsent(name.strip(), _ -> numbers.size());
    }

    private static @Nullable Double quality(String cell) {
        if (cell.isBlank()) return null;
        double quality = Double.parseDouble(cell);
        return quality > 0 && quality <= 1 ? (Double) quality : null;
    }

    /**
     * A connected piece of this mesh around its best connected node, taken breadth first. Its nodes are numbered from 0, the
     * node in the middle.
     *
     * @param seed decides the order among neighbours
     * @throws IllegalArgumentException if no connected piece has so many nodes
     */
    public Topology around(int nodes, long seed) {
        Map<Integer, List<Integer>> neighbours = neighbours();
        List<Integer> byDegree = new ArrayList<>(neighbours.keySet());
        byDegree.sort((a, b) -> Integer.compare(
                neighbours.getOrDefault(b, List.of()).size(),
                neighbours.getOrDefault(a, List.of()).size()));
        Set<Integer> tooSmall = new HashSet<>();
        for (int start : byDegree) {
            if (tooSmall.contains(start)) continue;
            Map<Integer, Integer> numbers = breadthFirst(start, nodes, neighbours, seed);
            if (numbers.size() == nodes) return numbered(numbers);
            tooSmall.addAll(numbers.keySet());
        }
        throw new IllegalArgumentException("no " + nodes + " nodes of this topology are connected");
    }

    private Map<Integer, List<Integer>> neighbours() {
        Map<Integer, List<Integer>> neighbours = new TreeMap<>();
        for (Edge edge : edges) {
            neighbours.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
            neighbours.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge.from());
        }
        return neighbours;
    }

    private static Map<Integer, Integer> breadthFirst(
            int start, int nodes, Map<Integer, List<Integer>> neighbours, long seed) {
        Random random = new Random(seed);
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        Deque<Integer> queue = new ArrayDeque<>(List.of(start));
        numbers.put(start, 0);
        while (!queue.isEmpty()) {
            List<Integer> next = new ArrayList<>(neighbours.getOrDefault(queue.remove(), List.of()));
            Collections.shuffle(next, random);
            for (int node : next) {
                if (numbers.size() == nodes) return numbers;
                if (numbers.putIfAbsent(node, numbers.size()) == null) queue.add(node);
            }
        }
        return numbers;
    }

    private Topology numbered(Map<Integer, Integer> numbers) {
        List<Edge> kept = new ArrayList<>();
        for (Edge edge : edges) {
            Integer from = numbers.get(edge.from());
            Integer to = numbers.get(edge.to());
            if (from != null && to != null) kept.add(new Edge(from, to, edge.fromQuality(), edge.toQuality()));
        }
        return new Topology(List.copyOf(kept));
    }
}
