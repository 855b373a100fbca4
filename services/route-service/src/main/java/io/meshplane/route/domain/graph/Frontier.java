package io.meshplane.route.domain.graph;

import java.util.Arrays;

/**
 * Nodes that a search has reached and not yet settled, handed out batch by batch in the order of their distance. No node of a batch
 * can improve another of the same one.
 *
 * <p>Near nodes lie in a ring of buckets (Dial 1969) no wider than the least arc cost, so that their order within one does not
 * matter (Denardo and Fox 1979) and nothing is compared. Far ones, and all where the dearest arc costs more than
 * {@link #BUCKETS_MAX} times the cheapest, wait in a 4-ary heap. A node may be in it several times: who takes it out checks that its
 * distance still has the batch's prefix.
 */
final class Frontier {
    private static final int BUCKETS_MAX = 1024;
    private static final int FIRST_ROOM = 64;

    private final DistanceHeap far = new DistanceHeap();
    private int[][] buckets = {new int[FIRST_ROOM]};
    private int[] sizes = {0};
    private int shift;
    private int mask;
    private long current;
    private long held;

    /** Begins anew, with nothing in it, for arcs whose costs are in a range. */
    void begin(long leastCost, long mostCost) {
        if (held > 0) Arrays.fill(sizes, 0); // a search was broken off
        held = 0;
        far.clear();
        shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, leastCost));
        long needed = (mostCost >>> shift) + 2;
        if (needed > BUCKETS_MAX) {
            shift = 0;
            mask = 0;
            return;
        }
        int count = Math.max(2, Integer.highestOneBit((int) needed - 1) << 1);
        mask = count - 1;
        if (count <= buckets.length) return;
        int before = buckets.length;
        buckets = Arrays.copyOf(buckets, count);
        sizes = new int[count];
        for (int i = before; i < count; i++) buckets[i] = new int[FIRST_ROOM];
    }

    /** A node whose distance is that of a node of the current batch and one arc. */
    void push(long distance, int node) {
        if (mask == 0) far.push(distance, node);
        else put((int) (distance >>> shift) & mask, node);
    }

    /** A node at any distance. */
    void pushFar(long distance, int node) {
        far.push(distance, node);
    }

    private void put(int bucket, int node) {
        int size = sizes[bucket];
        int[] nodes = buckets[bucket];
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
            buckets[bucket] = nodes;
        }
        nodes[size] = node;
        sizes[bucket] = size + 1;
        held++;
    }

    /**
     * Drops the batch that was current and goes to the next one.
     *
     * @return its prefix: the distance shifted right by {@link #shift}; -1 if nothing is left
     */
    long next() {
        if (held > 0) {
            while (sizes[(int) current & mask] == 0) current++;
        } else {
            if (far.isEmpty()) return -1;
            current = Long.MAX_VALUE;
        }
        if (!far.isEmpty() && far.nearestDistance() >>> shift <= current) {
            current = far.nearestDistance() >>> shift;
            int bucket = (int) current & mask;
            while (!far.isEmpty() && far.nearestDistance() >>> shift == current) put(bucket, far.pop());
        }
        return current;
    }

    int shift() {
        return shift;
    }

    int size() {
        return sizes[(int) current & mask];
    }

    /** The nodes of the current batch; pushes do not change them. */
    int[] nodes() {
        return buckets[(int) current & mask];
    }

    /** The current batch is done. */
    void drop() {
        int bucket = (int) current & mask;
        held -= sizes[bucket];
        sizes[bucket] = 0;
    }
}
