package io.meshplane.telemetry.metrics;

import java.util.Arrays;

/** What a writer keeps of the last scrapes, to choose formulas by: values in the integer form, and intervals. */
final class History {
    /** Scrapes that are kept. */
    static final int ROWS = 32;

    private long[] values = new long[0];
    private final long[] times = new long[ROWS];
    /** Scrapes so far; the newest is at (rows - 1) mod ROWS. */
    private int rows;

    private int series;

    void reset() {
        rows = 0;
        series = 0;
    }

    /** Takes the scrapes of a message; what is absent counts as unchanged. A new series counts as unchanged before. */
    void add(Cells cells, int seriesNow) {
        if (values.length < seriesNow * ROWS) values = Arrays.copyOf(values, seriesNow * ROWS * 5 / 4);
        for (int s = 1; s < seriesNow; s++) {
            long last = s < series && rows > 0 ? values[s * ROWS + (rows - 1) % ROWS] : firstPresent(cells, s);
            if (s >= series) Arrays.fill(values, s * ROWS, (s + 1) * ROWS, last);
            for (int row = Math.max(0, cells.rows() - ROWS); row < cells.rows(); row++) {
                if (cells.presence(s, row) == Cells.PRESENT) last = cells.value(s, row);
                values[s * ROWS + (rows + row) % ROWS] = last;
            }
        }
        for (int row = Math.max(0, cells.rows() - ROWS); row < cells.rows(); row++) {
            times[(rows + row) % ROWS] = cells.time(row);
        }
        rows += cells.rows();
        series = seriesNow;
    }

    private static long firstPresent(Cells cells, int s) {
        for (int row = 0; row < cells.rows(); row++)
            if (cells.presence(s, row) == Cells.PRESENT) return cells.value(s, row);
        return 0;
    }

    /** Forgets what a series was, after its form changed: as if it had always had its newest value. */
    void rescale(int s) {
        if (s < series && rows > 0) Arrays.fill(values, s * ROWS, (s + 1) * ROWS, value(s, size() - 1));
    }

    /** Scrapes that can be looked at. */
    int size() {
        return Math.min(rows, ROWS);
    }

    /** A value; 0 is the oldest scrape, size() - 1 the newest. */
    long value(int s, int at) {
        return values[s * ROWS + (rows - size() + at) % ROWS];
    }

    /** The difference to the value before; at from 1 on. */
    long delta(int s, int at) {
        return value(s, at) - value(s, at - 1);
    }

    /** Milliseconds between a scrape and the one before; at from 1 on. */
    long elapsed(int at) {
        int from = rows - size();
        return times[(from + at) % ROWS] - times[(from + at - 1) % ROWS];
    }

    int sizeBytes() {
        return values.length * 8;
    }
}
