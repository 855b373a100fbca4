package io.meshplane.route.domain.graph;

import java.util.Arrays;

/**
 * A 4-ary heap of (distance, node) in two flat arrays. A node may be in it several times: who takes out checks whether the entry
 * still holds. That costs less than to keep track of every node's place. It grows when it must and keeps its room.
 */
final class DistanceHeap {
    private static final int FIRST_ROOM = 1024;

    private long[] distances = new long[FIRST_ROOM];
    private int[] nodes = new int[FIRST_ROOM];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    long nearestDistance() {
        return distances[0];
    }

    void push(long distance, int node) {
        if (size == nodes.length) {
            distances = Arrays.copyOf(distances, size * 2);
            nodes = Arrays.copyOf(nodes, size * 2);
        }
        long[] keys = distances;
        int place = size++;
        while (place > 0) {
            int parent = (place - 1) >> 2;
            if (keys[parent] <= distance) break;
            keys[place] = keys[parent];
            nodes[place] = nodes[parent];
            place = parent;
        }
        keys[place] = distance;
        nodes[place] = node;
    }

    /** Takes the nearest node out. */
    int pop() {
        int nearest = nodes[0];
        int last = --size;
        long[] keys = distances;
        int[] values = nodes;
        long distance = keys[last];
        int place = 0;
        while (true) {
            int child = (place << 2) + 1;
            if (child >= last) break;
            int best = child;
            long least = keys[child];
            int limit = Math.min(child + 4, last);
            for (int other = child + 1; other < limit; other++) {
                long key = keys[other];
                if (key < least) {
                    least = key;
                    best = other;
                }
            }
            if (least >= distance) break;
            keys[place] = least;
            values[place] = values[best];
            place = best;
        }
        keys[place] = distance;
        values[place] = values[last];
        return nearest;
    }
}
