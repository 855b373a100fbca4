package io.meshplane.ingest.domain;

import java.util.Arrays;

/** Different texts of a request, each once, numbered from 0 as they come. Reusable; no objects per text. */
public final class TextTable {
    private static final int BASE_TEXTS = 1024;
    private static final int BASE_BYTES = 64 << 10;

    private final Allowance allowance;
    private final int maxBytes;
    private final int seed;
    private byte[] bytes = new byte[BASE_BYTES];
    private int[] ends = new int[BASE_TEXTS];
    private int[] hashes = new int[BASE_TEXTS];
    private int[] slots = new int[2 * BASE_TEXTS];
    private int count;
    private boolean full;

    /**
     * An empty table.
     *
     * @param seed makes collisions unforeseeable for senders
     */
    public TextTable(int maxBytes, int seed, Allowance allowance) {
        this.maxBytes = maxBytes;
        this.seed = seed;
        this.allowance = allowance;
    }

    /** Number of a text, or -1 if there is no room for it. */
    public int intern(byte[] from, int start, int end) {
        int hash = ByteHash.of(from, start, end, seed);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            int id = slots[slot] - 1;
            if (hashes[id] == hash && Arrays.equals(bytes, start(id), end(id), from, start, end)) return id;
            slot = (slot + 1) & (slots.length - 1);
        }
        return add(from, start, end, hash, slot);
    }

    private int add(byte[] from, int start, int end, int hash, int slot) {
        int length = end - start;
        int used = count == 0 ? 0 : ends[count - 1];
        if (length > maxBytes - used) {
            full = true;
            return -1;
        }
        if (!roomFor(used + length)) return -1;
        System.arraycopy(from, start, bytes, used, length);
        ends[count] = used + length;
        hashes[count] = hash;
        slots[slot] = ++count;
        if (2 * count > slots.length && !rehash()) return -1;
        return count - 1;
    }

    private boolean roomFor(int sizeBytes) {
        if (sizeBytes > bytes.length) {
            int capacity = Math.max(sizeBytes, 2 * bytes.length);
            if (!allowance.take(capacity - bytes.length)) return false;
            bytes = Arrays.copyOf(bytes, capacity);
        }
        if (count == ends.length) {
            if (!allowance.take(8L * count)) return false;
            ends = Arrays.copyOf(ends, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        return true;
    }

    private boolean rehash() {
        if (!allowance.take(4L * slots.length)) return false;
        slots = new int[2 * slots.length];
        for (int id = 0; id < count; id++) {
            int slot = hashes[id] & (slots.length - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.length - 1);
            slots[slot] = id + 1;
        }
        return true;
    }

    /** Whether the last refusal was for the texts' limit, not for memory. */
    boolean isFull() {
        return full;
    }

    public int count() {
        return count;
    }

    /** Where all texts lie; see {@link #start} and {@link #end}. */
    public byte[] bytes() {
        return bytes;
    }

    public int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    public int end(int id) {
        return ends[id];
    }

    /** Compares two texts by their bytes. */
    public int compare(int left, int right) {
        return Arrays.compareUnsigned(bytes, start(left), end(left), bytes, start(right), end(right));
    }

    /** Forgets everything and keeps no more memory than is set aside. */
    public void clear() {
        if (bytes.length > BASE_BYTES) bytes = new byte[BASE_BYTES];
        if (ends.length > BASE_TEXTS) {
            ends = new int[BASE_TEXTS];
            hashes = new int[BASE_TEXTS];
        }
        if (slots.length > 2 * BASE_TEXTS) slots = new int[2 * BASE_TEXTS];
        else if (count > 0) Arrays.fill(slots, 0);
        count = 0;
        full = false;
    }
}
