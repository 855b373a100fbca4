package io.meshplane.telemetry.metrics;

import java.util.Arrays;

/**
 * Room for the values of one message by series and scrape, in the integer form: what the model codes. One serves any number of
 * readers in turn.
 */
public final class Cells {
    static final byte PRESENT = 0;
    static final byte ABSENT = 1;
    /** The value is the 64 bits of a double that has no integer form. */
    static final byte SPECIAL = 2;

    private int rows;
    /** Where the values of a series begin; of those alone that take part. */
    private int[] places = new int[16];

    private long[] times = new long[8];
    private long[] values = new long[256];
    private byte[] presence = new byte[256];

    /** Makes room for those series from 1 to series - 1 that take part; what it held is without meaning. */
    void shape(int rowCount, int series, boolean[] active) {
        rows = rowCount;
        if (times.length < rowCount) times = new long[rowCount];
        if (places.length < series) places = new int[series * 2];
        int size = 0;
        for (int s = 1; s < series; s++) {
            places[s] = size;
            if (active[s]) size = Math.addExact(size, rowCount);
        }
        if (values.length < size) {
            values = new long[Math.max(size, values.length * 2)];
            presence = new byte[values.length];
        }
        Arrays.fill(presence, 0, size, ABSENT);
    }

    int rows() {
        return rows;
    }

    long time(int row) {
        return times[row];
    }

    void setTime(int row, long timeMs) {
        times[row] = timeMs;
    }

    long value(int s, int row) {
        return values[places[s] + row];
    }

    byte presence(int s, int row) {
        return presence[places[s] + row];
    }

    void set(int s, int row, byte present, long value) {
        values[places[s] + row] = value;
        presence[places[s] + row] = present;
    }
}
