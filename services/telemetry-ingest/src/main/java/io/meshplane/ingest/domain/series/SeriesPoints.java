package io.meshplane.ingest.domain.series;

import java.util.Arrays;

/** Samples of one series as they are found, and what a question makes of them. Not thread-safe. */
public final class SeriesPoints {
    private long[] timesMs = new long[64];
    private long[] bits = new long[64];
    private boolean[] counts = new boolean[64];
    private int size;
    private boolean sorted = true;

    /** Adds a sample; in any order. */
    public void add(long timeMs, boolean count, long value) {
        if (size == timesMs.length) {
            timesMs = Arrays.copyOf(timesMs, 2 * size);
            bits = Arrays.copyOf(bits, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        if (size > 0 && timeMs <= timesMs[size - 1]) sorted = false;
        timesMs[size] = timeMs;
        bits[size] = value;
        counts[size++] = count;
    }

    /** Puts samples in order; of several at one time the one that came last stays, and stale markers go. */
    public void arrange() {
        if (!sorted) sort();
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!counts[i] && bits[i] == NodePulse.STALE_MARKER) continue;
            if (kept > 0 && timesMs[kept - 1] == timesMs[i]) kept--;
            move(i, kept++);
        }
        size = kept;
    }

    private void sort() {
        Integer[] order = new Integer[size];
        for (int i = 0; i < size; i++) order[i] = i;
        Arrays.sort(order, (a, b) -> Long.compare(timesMs[a], timesMs[b])); // stable: the later of two stays the later
        long[] sortedTimes = new long[size];
        long[] sortedBits = new long[size];
        boolean[] sortedCounts = new boolean[size];
        for (int i = 0; i < size; i++) {
            sortedTimes[i] = timesMs[order[i]];
            sortedBits[i] = bits[order[i]];
            sortedCounts[i] = counts[order[i]];
        }
        timesMs = sortedTimes.length == 0 ? timesMs : sortedTimes;
        bits = sortedBits.length == 0 ? bits : sortedBits;
        counts = sortedCounts.length == 0 ? counts : sortedCounts;
        sorted = true;
    }

    private void move(int from, int to) {
        timesMs[to] = timesMs[from];
        bits[to] = bits[from];
        counts[to] = counts[from];
    }

    /**
     * One point for each step that has samples, at the step's end. Steps begin at whole multiples of the step since the epoch, so
     * that two questions about one time agree. Call {@link #arrange} first.
     *
     * @param stepMs more than 0
     */
    public SeriesPoints stepped(long stepMs, Aggregation aggregation) {
        SeriesPoints points = new SeriesPoints();
        int from = 0;
        while (from < size) {
            long stepEnd = Math.floorDiv(timesMs[from], stepMs) * stepMs + stepMs;
            int to = from + 1;
            while (to < size && timesMs[to] < stepEnd) to++;
            point(points, stepEnd, aggregation, from, to);
            from = to;
        }
        return points;
    }

    private void point(SeriesPoints points, long atMs, Aggregation aggregation, int from, int to) {
        switch (aggregation) {
            case LAST -> points.add(atMs, counts[to - 1], bits[to - 1]);
            case MIN, MAX -> {
                int best = from;
                for (int i = from + 1; i < to; i++) if (beats(i, best, aggregation == Aggregation.MAX)) best = i;
                points.add(atMs, counts[best], bits[best]);
            }
            case AVG -> {
                double mean = 0; // of a running mean no sum can overflow
                for (int i = from; i < to; i++) mean += (number(i) - mean) / (i - from + 1);
                points.add(atMs, false, Double.doubleToRawLongBits(mean));
            }
            case RATE -> addRate(points, atMs, Math.max(from, 1), to);
        }
    }

    private boolean beats(int i, int best, boolean highest) {
        if (counts[i] && counts[best])
            return (Long.compareUnsigned(bits[i], bits[best]) > 0) == highest && bits[i] != bits[best];
        double value = number(i);
        double other = number(best);
        if (Double.isNaN(other)) return true;
        return highest ? value > other : value < other;
    }

    /** Over the time that lies between the samples; the first of all samples has nothing before it. */
    private void addRate(SeriesPoints points, long atMs, int from, int to) {
        if (from >= to) return;
        double increase = 0;
        for (int i = from; i < to; i++) increase += increase(i);
        double seconds = (timesMs[to - 1] - timesMs[from - 1]) / 1000.0;
        points.add(atMs, false, Double.doubleToRawLongBits(increase / seconds));
    }

    private double increase(int i) {
        if (counts[i] && counts[i - 1]) {
            boolean reset = Long.compareUnsigned(bits[i], bits[i - 1]) < 0;
            return unsigned(reset ? bits[i] : bits[i] - bits[i - 1]);
        }
        double now = number(i);
        double before = number(i - 1);
        return now < before ? now : now - before;
    }

    private double number(int i) {
        return counts[i] ? unsigned(bits[i]) : Double.longBitsToDouble(bits[i]);
    }

    /** An unsigned count as the nearest double. */
    public static double unsigned(long bits) {
        return bits >= 0 ? (double) bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    public int size() {
        return size;
    }

    public long timeMs(int i) {
        return timesMs[i];
    }

    /** Point i exactly: unsigned decimal, or the shortest decimal that is this double; NaN, +Inf, -Inf as Prometheus writes them. */
    public String text(int i) {
        return text(counts[i], bits[i]);
    }

    /** A value exactly, as {@link #text(int)}. */
    public static String text(boolean count, long bits) {
        if (count) return Long.toUnsignedString(bits);
        double value = Double.longBitsToDouble(bits);
        if (Double.isInfinite(value)) return value > 0 ? "+Inf" : "-Inf";
        return Double.toString(value);
    }
}
