package io.meshplane.ingest.domain.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The series of a node: a number for each, found by its {@link SeriesHash}, and its newest value. A number is given to
 * another series only when nothing of the first is kept any more. Plain arrays, about 60 bytes a series. Not thread-safe.
 */
public final class NodeSeries {
    private static final int BASE = 16;

    private int[] slots = new int[2 * BASE];
    private long[] hashes = new long[BASE];
    private long[] timesMs = new long[BASE];
    private long[] bits = new long[BASE];
    private int[] gapsMs = new int[BASE];
    private boolean[] known = new boolean[BASE];
    private boolean[] counts = new boolean[BASE];
    private int end;
    private int size;

    /** Number of a series; -1 if it has none. */
    public int find(long hash) {
        for (int slot = slot(hash); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash) return number;
        }
        return -1;
    }

    private int slot(long hash) {
        return (int) (hash ^ (hash >>> 32)) & (slots.length - 1);
    }

    /** Gives a series the next number. */
    public int add(long hash) {
        int number = end;
        restore(number, hash);
        return number;
    }

    /** Makes a series known under the number that it has. */
    public void restore(int number, long hash) {
        if (number >= hashes.length) grow(number + 1);
        if (known[number]) throw new IllegalArgumentException("number " + number + " is another series'");
        known[number] = true;
        hashes[number] = hash;
        end = Math.max(end, number + 1);
        size++;
        if (2 * end > slots.length) rehash();
        else place(number);
    }

    private void grow(int needed) {
        int length = Math.max(needed, 2 * hashes.length);
        hashes = Arrays.copyOf(hashes, length);
        timesMs = Arrays.copyOf(timesMs, length);
        bits = Arrays.copyOf(bits, length);
        gapsMs = Arrays.copyOf(gapsMs, length);
        known = Arrays.copyOf(known, length);
        counts = Arrays.copyOf(counts, length);
    }

    private void rehash() {
        slots = new int[Integer.highestOneBit(2 * end) * 2];
        for (int number = 0; number < end; number++) if (known[number]) place(number);
    }

    private void place(int number) {
        int slot = slot(hashes[number]);
        while (slots[slot] != 0) slot = (slot + 1) & (slots.length - 1);
        slots[slot] = number + 1;
    }

    /** A value came; it counts if it is newer than what is known. A series that is not known is passed over. */
    public void observe(int number, boolean count, long timeMs, long value) {
        if (number >= end || !known[number] || timeMs <= timesMs[number]) return;
        long gapMs = timesMs[number] == 0 ? 0 : timeMs - timesMs[number];
        keep(number, count, timeMs, value, (int) Math.min(gapMs, Integer.MAX_VALUE));
    }

    /** Sets the newest value of a series, as it was kept. A series that is not known is passed over. */
    public void keep(int number, boolean count, long timeMs, long value, int gapMs) {
        if (number >= end || !known[number]) return;
        timesMs[number] = timeMs;
        bits[number] = value;
        counts[number] = count;
        gapsMs[number] = gapMs;
    }

    /** Numbers of series without a value since a time. */
    public List<Integer> silentSince(long sinceMs) {
        List<Integer> silent = new ArrayList<>();
        for (int number = 0; number < end; number++) {
            if (known[number] && timesMs[number] < sinceMs) silent.add(number);
        }
        return silent;
    }

    /** How many series there are. */
    public int size() {
        return size;
    }

    /** One more than the highest number. */
    public int end() {
        return end;
    }

    /** Whether a series has this number. */
    public boolean isKnown(int number) {
        return number < end && known[number];
    }

    /** When its newest value was sampled; 0 = never. */
    public long timeMs(int number) {
        return timesMs[number];
    }

    /** Its newest value: an unsigned count, or the bits of a double. */
    public long bits(int number) {
        return bits[number];
    }

    public boolean isCount(int number) {
        return counts[number];
    }

    /** Between its last two samples; 0 = there was one. */
    public int gapMs(int number) {
        return gapsMs[number];
    }

    /** Memory, about. */
    public int sizeBytes() {
        return 128 + 4 * slots.length + 30 * hashes.length;
    }
}
