package io.meshplane.testkit.mesh;

import java.util.Arrays;
import java.util.Random;

/** Synthetic: random places in a square, links between the near ones; the same seed gives the same mesh. */
public final class GeometricMesh {
    private final double[] x;
    private final double[] y;
    private final int[] ends;

    /**
     * A mesh.
     *
     * @param degree mean number of links of a node
     */
    public GeometricMesh(int nodes, double degree, long seed) {
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

    /** Number of nodes. */
    public int nodes() {
        return x.length;
    }

    /** Directions of links: two a link. */
    public int arcs() {
        return ends.length;
    }

    /** Where nodes are, 0 to 1. */
    public double[] x() {
        return x.clone();
    }

    /** Where nodes are, 0 to 1. */
    public double[] y() {
        return y.clone();
    }

    /** Pairs of nodes, link by link. */
    public int[] ends() {
        return ends.clone();
    }
}
