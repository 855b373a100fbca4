package io.meshplane.telemetry.logs;

import java.util.Arrays;

/** Recent names by number. When it is full, a name that was not used since the hand last passed gives way (the clock algorithm). */
final class NameTable {
    private static final int NONE = -1;
    private static final int BUCKETS = 256;

    final int bits;
    private final int stride;
    private byte[] text;
    private byte[] length;
    private boolean[] used;
    private final short[] head = new short[BUCKETS];
    private short[] chain;
    private int size;
    private int hand;

    /**
     * @param bits log2 of its capacity
     * @param stride longest name
     */
    NameTable(int bits, int stride) {
        this.bits = bits;
        this.stride = stride;
        text = new byte[8 * stride];
        length = new byte[8];
        used = new boolean[8];
        chain = new short[8];
        Arrays.fill(head, (short) NONE);
    }

    int size() {
        return size;
    }

    /** The number of a name, -1 if it is not there. */
    int find(byte[] source, int from, int to) {
        int bytes = to - from;
        for (int i = head[hash(source, from, to)]; i != NONE; i = chain[i]) {
            if (length[i] == bytes && Arrays.equals(text, i * stride, i * stride + bytes, source, from, to)) return i;
        }
        return NONE;
    }

    void touch(int id) {
        used[id] = true;
    }

    /** Adds a name that is not there; its number. */
    int put(byte[] source, int from, int to) {
        int id = size < 1 << bits ? grow() : evict();
        System.arraycopy(source, from, text, id * stride, to - from);
        length[id] = (byte) (to - from);
        used[id] = false;
        int bucket = hash(source, from, to);
        chain[id] = head[bucket];
        head[bucket] = (short) id;
        return id;
    }

    void append(int id, LogLines to) {
        to.append(text, id * stride, id * stride + length[id]);
    }

    private int grow() {
        if (size == length.length) {
            text = Arrays.copyOf(text, 2 * size * stride);
            length = Arrays.copyOf(length, 2 * size);
            used = Arrays.copyOf(used, 2 * size);
            chain = Arrays.copyOf(chain, 2 * size);
        }
        return size++;
    }

    private int evict() {
        while (used[hand]) {
            used[hand] = false;
            hand = (hand + 1) & (size - 1);
        }
        int id = hand;
        hand = (hand + 1) & (size - 1);
        int bucket = hash(text, id * stride, id * stride + length[id]);
        if (head[bucket] == id) {
            head[bucket] = chain[id];
        } else {
            int before = head[bucket];
            while (chain[before] != id) before = chain[before];
            chain[before] = chain[id];
        }
        return id;
    }

    private static int hash(byte[] source, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) hash = (hash + source[i]) * 0x2F0B_4C47;
        return hash >>> 24;
    }

    int sizeBytes() {
        return text.length + 4 * length.length + 2 * BUCKETS;
    }

    int digest() {
        return 31 * (31 * Arrays.hashCode(text) + Arrays.hashCode(length)) + Arrays.hashCode(used) + hand;
    }
}
