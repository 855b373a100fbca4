package io.meshplane.telemetry.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples of several series over the same scrapes: the form between a sampler, the coder and whoever publishes. A row is a
 * scrape, a column a series; a value may be absent, which is not the same as NaN. Mutable and made to be used again and again:
 * it takes memory only when it grows. Not thread-safe.
 */
public final class MetricTable {
    /** What the 64 bits of a value mean. */
    public enum Kind {
        /** An unsigned 64-bit integer: a cumulative counter. */
        COUNT,
        /** The bits of an IEEE 754 double, each of them kept. */
        NUMBER
    }

    private static final int FIRST_ROWS = 8;

    /** Of the first {@link #indexed} columns; the rest follows when somebody asks. */
    private final Map<SeriesId, Integer> indexes = new HashMap<>();

    private int indexed;
    private final List<SeriesId> ids = new ArrayList<>();
    private Kind[] kinds = new Kind[16];
    private double[] steps = new double[16];
    private long[][] values = new long[16][];
    private boolean[][] present = new boolean[16][];
    private long[] times = new long[FIRST_ROWS];
    private int rows;

    /** Forgets rows and columns. */
    public void clear() {
        clearRows();
        indexes.clear();
        indexed = 0;
        ids.clear();
    }

    /** Forgets the rows and keeps the columns. */
    public void clearRows() {
        for (int column = 0; column < ids.size(); column++) Arrays.fill(present[column], false);
        rows = 0;
    }

    /**
     * Begins a scrape; every value of it is absent until it is set.
     *
     * @param timeMs milliseconds since epoch UTC by the node's clock
     */
    public int addRow(long timeMs) {
        if (rows == times.length) times = Arrays.copyOf(times, rows * 2);
        times[rows] = timeMs;
        return rows++;
    }

    /**
     * The column of a series; made when it is not there.
     *
     * @throws IllegalArgumentException if the series is there as another kind
     */
    public int column(SeriesId id, Kind kind) {
        int known = find(id);
        if (known < 0) return append(id, kind);
        if (kinds[known] != kind) throw new IllegalArgumentException(id + " is a " + kinds[known]);
        return known;
    }

    /** The column of a series, or -1. */
    public int find(SeriesId id) {
        for (; indexed < ids.size(); indexed++) indexes.put(ids.get(indexed), indexed);
        return indexes.getOrDefault(id, -1);
    }

    /** Makes the column of a series of which the caller knows that it is not there. */
    public int append(SeriesId id, Kind kind) {
        int column = ids.size();
        if (column == values.length) {
            kinds = Arrays.copyOf(kinds, column * 2);
            steps = Arrays.copyOf(steps, column * 2);
            values = Arrays.copyOf(values, column * 2);
            present = Arrays.copyOf(present, column * 2);
        }
        ids.add(id);
        kinds[column] = kind;
        steps[column] = 0;
        if (values[column] == null) {
            values[column] = new long[FIRST_ROWS];
            present[column] = new boolean[FIRST_ROWS];
        } else {
            Arrays.fill(present[column], false);
        }
        return column;
    }

    /**
     * Declares how precise a series of doubles is: a coder may round its values to the nearest multiple.
     *
     * @param step above 0; 0 = to the last bit, as at the beginning
     */
    public void declareStep(int column, double step) {
        if (!(step >= 0) || Double.isInfinite(step)) throw new IllegalArgumentException("step: " + step);
        steps[column] = step;
    }

    /** The declared precision of a column; 0 = to the last bit. */
    public double step(int column) {
        return steps[column];
    }

    /** Sets a value by its 64 bits, whatever the kind. */
    public void setBits(int column, int row, long bits) {
        if (row >= rows) throw new IndexOutOfBoundsException("row " + row + " of " + rows);
        if (row >= values[column].length) {
            int room = Math.max(row + 1, Math.min(rows, values[column].length * 2));
            values[column] = Arrays.copyOf(values[column], room);
            present[column] = Arrays.copyOf(present[column], room);
        }
        values[column][row] = bits;
        present[column][row] = true;
    }

    /** Sets a value of a column of doubles. */
    public void setNumber(int column, int row, double value) {
        setBits(column, row, Double.doubleToRawLongBits(value));
    }

    /** Makes a value absent. */
    public void unset(int column, int row) {
        if (row < present[column].length) present[column][row] = false;
    }

    /** Whether the series was sampled in that scrape. */
    public boolean has(int column, int row) {
        return row < present[column].length && present[column][row];
    }

    /** The 64 bits of a value; 0 where it is absent. */
    public long bits(int column, int row) {
        return has(column, row) ? values[column][row] : 0;
    }

    /** A value as a double: a count is rounded to the nearest one, an absent value is NaN. */
    public double number(int column, int row) {
        if (!has(column, row)) return Double.NaN;
        long bits = values[column][row];
        if (kinds[column] == Kind.NUMBER) return Double.longBitsToDouble(bits);
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** Scrapes so far. */
    public int rows() {
        return rows;
    }

    /** Series so far. */
    public int columns() {
        return ids.size();
    }

    /** When a scrape was made, milliseconds since epoch UTC by the node's clock. */
    public long timeMs(int row) {
        return times[row];
    }

    /** Which series a column holds. */
    public SeriesId id(int column) {
        return ids.get(column);
    }

    /** What a column's bits mean. */
    public Kind kind(int column) {
        return kinds[column];
    }

    /** Equal when the same series have the same bits at the same times; the order of columns does not matter. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof MetricTable that) || rows != that.rows || columns() != that.columns()) return false;
        if (!Arrays.equals(times, 0, rows, that.times, 0, rows)) return false;
        for (int column = 0; column < columns(); column++) {
            int there = that.find(id(column));
            if (there < 0 || kinds[column] != that.kinds[there] || steps[column] != that.steps[there]) return false;
            for (int row = 0; row < rows; row++) {
                if (has(column, row) != that.has(there, row)) return false;
                if (has(column, row) && bits(column, row) != that.bits(there, row)) return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(Arrays.copyOf(times, rows)) + ids.size();
    }
}
