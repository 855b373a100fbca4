package io.meshplane.ingest.domain;

import java.util.Arrays;

/**
 * The different times at which a request's samples were taken. A scrape gives all its samples one time, so they are few; of a
 * request with more than {@link #MAX} each series keeps its own.
 */
public final class ScrapeTimes {
    public static final int MAX = 63; // bits of a long, one left for "cannot be told"
    private static final int SLOTS = 128;

    private final long[] times = new long[MAX];
    private final long[] slots = new long[SLOTS];
    private final boolean[] taken = new boolean[SLOTS];
    private int count;
    private boolean tooMany;
    private long last;

    void note(long timeMs) {
        if ((timeMs == last && count > 0) || tooMany) return;
        last = timeMs;
        int slot = (int) (ByteHash.mixed(timeMs) >>> 40) & (SLOTS - 1);
        while (taken[slot]) {
            if (slots[slot] == timeMs) return;
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (count == MAX) {
            tooMany = true;
            return;
        }
        taken[slot] = true;
        slots[slot] = timeMs;
        times[count++] = timeMs;
    }

    void sort() {
        Arrays.sort(times, 0, count);
    }

    /** How many there are; 0 if they are too many. */
    public int count() {
        return tooMany ? 0 : count;
    }

    /** The times, ascending, {@link #count} of them. */
    public long[] millis() {
        return times;
    }

    /**
     * Which of these times a series lacks, as bits, lowest first.
     *
     * @param own the series' times
     * @return -1 if the series cannot be told by these times: they are too many, or its own do not ascend
     */
    public long missing(long[] own, int first, int size) {
        if (tooMany || size > count) return -1;
        long missing = (1L << count) - 1;
        int at = 0;
        for (int i = first; i < first + size; i++) {
            while (at < count && times[at] != own[i]) at++;
            if (at == count) return -1;
            missing &= ~(1L << at++);
        }
        return missing;
    }

    void clear() {
        count = 0;
        tooMany = false;
        Arrays.fill(taken, false);
    }
}
