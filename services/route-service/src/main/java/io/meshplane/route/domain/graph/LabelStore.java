package io.meshplane.route.domain.graph;

import java.util.Arrays;

/**
 * Labels of a multi-criteria search in flat arrays: a vector of sums and, as its last part, the sum of fingerprints; the node it stands
 * at, the label it came from and the arc between. A node's labels are chained, newest first.
 */
final class LabelStore {
    static final int NONE = -1;

    final int width;
    private final int[] newestAt;
    private long[] sums;
    private int[] nodes = new int[1024];
    private int[] cameFrom = new int[1024];
    private int[] arcs = new int[1024];
    private int[] olderAt = new int[1024];
    private boolean[] beaten = new boolean[1024];
    private int size;

    /** @param criteria parts of a vector, the fingerprint not counted */
    LabelStore(int places, int criteria) {
        width = criteria + 1;
        sums = new long[1024 * width];
        newestAt = new int[places];
        Arrays.fill(newestAt, NONE);
    }

    int size() {
        return size;
    }

    int node(int label) {
        return nodes[label];
    }

    int cameFrom(int label) {
        return cameFrom[label];
    }

    int arc(int label) {
        return arcs[label];
    }

    long sum(int label, int part) {
        return sums[label * width + part];
    }

    boolean isBeaten(int label) {
        return beaten[label];
    }

    int newestAt(int place) {
        return newestAt[place];
    }

    int olderAt(int label) {
        return olderAt[label];
    }

    /** Adds a label unless one at its place is at least as good in every part; beats those that it is better than. */
    int add(int place, int node, int from, int arc, long[] vector) {
        for (int other = newestAt[place]; other != NONE; other = olderAt[other]) {
            if (!beaten[other] && isNoWorse(other, vector)) return NONE;
        }
        for (int other = newestAt[place]; other != NONE; other = olderAt[other]) {
            if (!beaten[other] && beats(vector, other)) beaten[other] = true;
        }
        if (size == nodes.length) grow();
        System.arraycopy(vector, 0, sums, size * width, width);
        nodes[size] = node;
        cameFrom[size] = from;
        arcs[size] = arc;
        olderAt[size] = newestAt[place];
        newestAt[place] = size;
        return size++;
    }

    /** No part worse; and where all are equal, no higher fingerprint. */
    private boolean isNoWorse(int label, long[] vector) {
        int at = label * width;
        boolean equal = true;
        for (int part = 0; part < width - 1; part++) {
            if (sums[at + part] > vector[part]) return false;
            equal &= sums[at + part] == vector[part];
        }
        return !equal || sums[at + width - 1] <= vector[width - 1];
    }

    private boolean beats(long[] vector, int label) {
        int at = label * width;
        for (int part = 0; part < width - 1; part++) if (vector[part] > sums[at + part]) return false;
        return true;
    }

    private void grow() {
        int room = size * 2;
        sums = Arrays.copyOf(sums, room * width);
        nodes = Arrays.copyOf(nodes, room);
        cameFrom = Arrays.copyOf(cameFrom, room);
        arcs = Arrays.copyOf(arcs, room);
        olderAt = Arrays.copyOf(olderAt, room);
        beaten = Arrays.copyOf(beaten, room);
    }
}
