package io.meshplane.route.domain.graph;

import io.meshplane.testkit.mesh.GeometricMesh;
import java.util.Arrays;
import java.util.Random;

/** Synthetic meshes as graphs; the same seed gives the same mesh. */
final class Geometric {
    final double[] x;
    final double[] y;
    /** Pairs of nodes, link by link. */
    final int[] ends;

    private final long seed;

    /** @param degree mean number of links of a node */
    Geometric(int nodes, double degree, long seed) {
        this.seed = seed;
        GeometricMesh mesh = new GeometricMesh(nodes, degree, seed);
        this.x = mesh.x();
        this.y = mesh.y();
        this.ends = mesh.ends();
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
