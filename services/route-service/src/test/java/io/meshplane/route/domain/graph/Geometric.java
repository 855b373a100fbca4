package io.meshplane.route.domain.graph;

import java.util.Arrays;
import java.util.Random;

/** Synthetic: random places in a square, links between the near ones; the same seed gives the same mesh. */
final class Geometric {
    final double[] x;
    final double[] y;
    /** Pairs of nodes, link by link. */
    final int[] ends;

    private final long seed;

    /** @param degree mean number of links of a node */
    Geometric(int nodes, double degree, long seed) {
        this.seed = seed;
        Random random = new Random(seed);
        x = random.doubles(nodes).toArray();
        y = random.doubles(nodes).toArray();
        double reach = Math.sqrt(degree / (Math.PI * nodes));
        int side = Math.max(1, (int) (1 / reach));
        int[] firstIn = new int[side * side + 1];
        for (int node = 0; node < nodes; node++) firstIn[cell(node, side) + 1]++;
        for (int cell = 0; cell < side * side; cell++) firstIn[cell + 1] += firstIn[cell];
        int[] byCell = new int[nodes];
        int[] next = firstIn.clone();
        for (int node = 0; node < nodes; node++) byCell[next[cell(node, side)]++] = node;
        int[] found = new int[(int) (nodes * (degree + 2)) + 64];
        int size = 0;
        for (int node = 0; node < nodes; node++) {
            int column = Math.min(side - 1, (int) (x[node] * side));
            int row = Math.min(side - 1, (int) (y[node] * side));
            for (int r = Math.max(0, row - 1); r <= Math.min(side - 1, row + 1); r++) {
                int from = firstIn[r * side + Math.max(0, column - 1)];
                int to = firstIn[r * side + Math.min(side - 1, column + 1) + 1];
                for (int i = from; i < to; i++) {
                    int other = byCell[i];
                    if (other <= node || Math.hypot(x[node] - x[other], y[node] - y[other]) > reach) continue;
                    if (size + 2 > found.length) found = Arrays.copyOf(found, size * 2);
                    found[size++] = node;
                    found[size++] = other;
                }
            }
        }
        ends = Arrays.copyOf(found, size);
    }

    private int cell(int node, int side) {
        int column = Math.min(side - 1, (int) (x[node] * side));
        int row = Math.min(side - 1, (int) (y[node] * side));
        return row * side + column;
    }

    /** The graph with nodes numbered in an order; costs 96 to 1095, prices 0 to 50 in steps of 5, latencies 1 to 40 ms. */
    Graph graph(int[] order, int spareSlots) {
        int[] number = NodeOrder.inverse(order);
        int[] degrees = new int[number.length];
        for (int end : ends) degrees[number[end]]++;
        Graph graph = new Graph(degrees, spareSlots);
        Random random = new Random(seed + 1);
        for (int i = 0; i < ends.length; i += 2) {
            int slot = graph.addLink(number[ends[i]], number[ends[i + 1]]);
            for (int each : new int[] {slot, graph.back(slot)}) {
                graph.setCost(each, 96 + random.nextInt(1000));
                graph.setTerms(
                        each, 5 * random.nextInt(11), 1000 * (1 + random.nextInt(40)), (char) random.nextInt(21));
            }
        }
        return graph;
    }

    static int[] asTheyCame(int nodes) {
        int[] order = new int[nodes];
        Arrays.setAll(order, i -> i);
        return order;
    }
}
