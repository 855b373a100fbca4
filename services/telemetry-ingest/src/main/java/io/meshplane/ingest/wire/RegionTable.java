package io.meshplane.ingest.wire;

import io.meshplane.ingest.domain.Allowance;
import io.meshplane.ingest.domain.ByteHash;
import java.util.Arrays;

/**
 * Remembers what regions of a body stood for, so that a name or a set of labels that comes a second time is not read again. Holds
 * the regions' places, not their bytes: {@link #clear} it before another body. When there is no room it remembers no more.
 */
public final class RegionTable {
    private static final int BASE = 2048;
    private static final int MAX = 64 << 10;

    private final int seed;
    private final Allowance allowance;
    private int[] slots = new int[2 * BASE];
    private int[] hashes = new int[BASE];
    private int[] froms = new int[BASE];
    private int[] tos = new int[BASE];
    private long[] contexts = new long[BASE];
    private int[] meanings = new int[BASE];
    private int count;

    private int askedHash;
    private int askedFrom;
    private int askedTo;
    private long askedContext;

    public RegionTable(int seed, Allowance allowance) {
        this.seed = seed;
        this.allowance = allowance;
    }

    /**
     * What a region stands for in a context, or -1 if it did not come before: find out and {@link #put} it.
     *
     * @param context what else the meaning depends on
     */
    public int find(byte[] bytes, int from, int to, long context) {
        int hash = ByteHash.of(bytes, from, to, seed ^ context);
        askedHash = hash;
        askedFrom = from;
        askedTo = to;
        askedContext = context;
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            int entry = slots[slot] - 1;
            if (hashes[entry] == hash
                    && contexts[entry] == context
                    && Arrays.equals(bytes, froms[entry], tos[entry], bytes, from, to)) {
                return meanings[entry];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    /** Keeps the meaning of the region that was asked for last. */
    public void put(int meaning) {
        if (count == hashes.length && !grow()) return;
        hashes[count] = askedHash;
        contexts[count] = askedContext;
        froms[count] = askedFrom;
        tos[count] = askedTo;
        meanings[count] = meaning;
        place(count++);
    }

    private void place(int entry) {
        int slot = hashes[entry] & (slots.length - 1);
        while (slots[slot] != 0) slot = (slot + 1) & (slots.length - 1);
        slots[slot] = entry + 1;
    }

    private boolean grow() {
        if (count == MAX || !allowance.take(40L * count)) return false;
        hashes = Arrays.copyOf(hashes, 2 * count);
        froms = Arrays.copyOf(froms, 2 * count);
        tos = Arrays.copyOf(tos, 2 * count);
        contexts = Arrays.copyOf(contexts, 2 * count);
        meanings = Arrays.copyOf(meanings, 2 * count);
        slots = new int[4 * count];
        for (int entry = 0; entry < count; entry++) place(entry);
        return true;
    }

    /** Forgets everything and keeps no more memory than is set aside. */
    public void clear() {
        if (hashes.length > BASE) {
            slots = new int[2 * BASE];
            hashes = new int[BASE];
            froms = new int[BASE];
            tos = new int[BASE];
            contexts = new long[BASE];
            meanings = new int[BASE];
        } else if (count > 0) {
            Arrays.fill(slots, 0);
        }
        count = 0;
    }
}
