package io.meshplane.ingest.chunk;

import java.util.Arrays;

/** Different runs of times, each once: a scrape's series share theirs. Reusable. */
final class TimeVectors {
    /** So many runs are looked at for one that is the same; an older one is written again. */
    private static final int LOOK_BACK = 8;

    private long[] timesMs = new long[256];
    private int[] ends = new int[16];
    private int count;

    void clear() {
        count = 0;
    }

    /** Number of a run. */
    int intern(long[] from, int start, int end) {
        for (int i = count - 1; i >= Math.max(0, count - LOOK_BACK); i--) {
            if (Arrays.equals(timesMs, start(i), ends[i], from, start, end)) return i;
        }
        return append(from, start, end);
    }

    private int append(long[] from, int start, int end) {
        int at = start(count);
        int needed = at + end - start;
        if (needed > timesMs.length) timesMs = Arrays.copyOf(timesMs, Math.max(needed, 2 * timesMs.length));
        if (count == ends.length) ends = Arrays.copyOf(ends, 2 * count);
        System.arraycopy(from, start, timesMs, at, end - start);
        ends[count] = needed;
        return count++;
    }

    int count() {
        return count;
    }

    int start(int vector) {
        return vector == 0 ? 0 : ends[vector - 1];
    }

    int end(int vector) {
        return ends[vector];
    }

    /** Time at a place of all runs one after the other. */
    long timeMs(int at) {
        return timesMs[at];
    }
}
