package io.meshplane.route.domain.graph;

import java.util.Arrays;

/**
 * Numbers nodes so that neighbours have near numbers and lie near in memory: at a million nodes most of a search's time is waiting
 * for memory. An order is a permutation: {@code order[i]} is the caller's number of the node that gets the number {@code i}.
 */
public final class NodeOrder {
    private static final int HILBERT_BITS = 16;

    /**
     * By breadth-first search over the links, each part of the mesh from its first node of the least degree, neighbours by degree
     * (Cuthill and McKee 1969). Needs no coordinates.
     *
     * @param ends pairs of node numbers, link by link
     */
    public static int[] breadthFirst(int nodes, int[] ends) {
        int[] degree = new int[nodes];
        for (int end : ends) degree[end]++;
        int[] first = new int[nodes + 1];
        for (int node = 0; node < nodes; node++) first[node + 1] = first[node] + degree[node];
        int[] next = first.clone();
        int[] neighbours = new int[ends.length];
        for (int i = 0; i < ends.length; i++) neighbours[next[ends[i]]++] = ends[i ^ 1];
        int[] starts = sortedBy(degree);
        int[] order = new int[nodes];
        boolean[] taken = new boolean[nodes];
        int size = 0;
        int done = 0;
        for (int start : starts) {
            if (taken[start]) continue;
            taken[start] = true;
            order[size++] = start;
            while (done < size) {
                int node = order[done++];
                int from = size;
                for (int i = first[node]; i < first[node + 1]; i++) {
                    int neighbour = neighbours[i];
                    if (taken[neighbour]) continue;
                    taken[neighbour] = true;
                    order[size++] = neighbour;
                }
                sortByDegree(order, from, size, degree);
            }
        }
        return order;
    }

    /** Along a Hilbert curve over the plane (Hilbert 1891); coordinates of any unit, of equal length. */
    public static int[] hilbert(double[] x, double[] y) {
        int nodes = x.length;
        double low = Math.min(least(x), least(y));
        double span = Math.max(Math.max(most(x), most(y)) - low, Double.MIN_NORMAL);
        int side = 1 << HILBERT_BITS;
        long[] keyed = new long[nodes];
        for (int node = 0; node < nodes; node++) {
            int column = (int) Math.min(side - 1, (x[node] - low) / span * side);
            int row = (int) Math.min(side - 1, (y[node] - low) / span * side);
            keyed[node] = (place(column, row) << (Integer.SIZE - 1)) | node;
        }
        Arrays.sort(keyed);
        int[] order = new int[nodes];
        for (int i = 0; i < nodes; i++) order[i] = (int) (keyed[i] & Integer.MAX_VALUE);
        return order;
    }

    /** The new number of every old one. */
    public static int[] inverse(int[] order) {
        int[] numbers = new int[order.length];
        for (int i = 0; i < order.length; i++) numbers[order[i]] = i;
        return numbers;
    }

    private static long place(int column, int row) {
        int x = column;
        int y = row;
        long place = 0;
        for (int half = 1 << (HILBERT_BITS - 1); half > 0; half >>= 1) {
            int right = (x & half) != 0 ? 1 : 0;
            int up = (y & half) != 0 ? 1 : 0;
            place += (long) half * half * ((3 * right) ^ up);
            if (up == 0) {
                if (right == 1) {
                    x = (half << 1) - 1 - (x & ((half << 1) - 1));
                    y = (half << 1) - 1 - (y & ((half << 1) - 1));
                }
                int turned = x;
                x = y;
                y = turned;
            }
        }
        return place;
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    /** Numbers by ascending key; of equal keys the lower number first. */
    private static int[] sortedBy(int[] key) {
        long[] keyed = new long[key.length];
        for (int i = 0; i < key.length; i++) keyed[i] = ((long) key[i] << Integer.SIZE) | i;
        Arrays.sort(keyed);
        int[] sorted = new int[key.length];
        for (int i = 0; i < key.length; i++) sorted[i] = (int) keyed[i];
        return sorted;
    }

    private static void sortByDegree(int[] order, int from, int to, int[] degree) {
        for (int i = from + 1; i < to; i++) {
            int node = order[i];
            int place = i;
            while (place > from && degree[order[place - 1]] > degree[node]) {
                order[place] = order[place - 1];
                place--;
            }
            order[place] = node;
        }
    }

    private NodeOrder() {}
}
