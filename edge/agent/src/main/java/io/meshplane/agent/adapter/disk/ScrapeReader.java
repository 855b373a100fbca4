package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.SeriesHandle;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.MetricTable.Kind;
import io.meshplane.telemetry.codec.SeriesId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the records of {@link ScrapeWriter}, from the first one of a segment on. */
final class ScrapeReader {
    private final List<SeriesId> columns = new ArrayList<>();
    private final List<SeriesHandle> handles = new ArrayList<>();
    private long[] last = new long[64];
    private boolean[] sampled = new boolean[64];
    private long timeMs;

    void reset() {
        columns.clear();
        handles.clear();
        Arrays.fill(last, 0);
        timeMs = 0;
    }

    /**
     * Reads the next record.
     *
     * @throws IllegalArgumentException if it is none; then the segment cannot be read on
     */
    void read(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        timeMs += in.zigzag();
        int fresh = in.count();
        for (int i = 0; i < fresh; i++) readSeries(in);
        readPresence(in);
        for (int column = 0; column < columns.size(); column++) {
            if (!sampled[column]) continue;
            long before = last[column];
            last[column] = handles.get(column).isCount() ? before + in.zigzag() : number(in, before);
        }
    }

    /** When the scrape that was read last was made. */
    long timeMs() {
        return timeMs;
    }

    /** Series known so far in this segment. */
    int series() {
        return columns.size();
    }

    /** Adds the scrape that was read last as a row. */
    void addTo(MetricTable table) {
        int row = table.addRow(timeMs);
        for (int i = 0; i < columns.size(); i++) {
            if (!sampled[i]) continue;
            SeriesHandle handle = handles.get(i);
            int column = table.find(columns.get(i));
            if (column < 0) {
                column = table.column(columns.get(i), handle.isCount() ? Kind.COUNT : Kind.NUMBER);
                if (handle.step() != 0) table.declareStep(column, handle.step());
            }
            put(table, column, row, handle.isCount(), last[i]);
        }
    }

    /** A series that changed its kind within a batch keeps the one that it had first there. */
    private static void put(MetricTable table, int column, int row, boolean count, long bits) {
        boolean asCount = table.kind(column) == Kind.COUNT;
        if (asCount == count) table.setBits(column, row, bits);
        else if (asCount) table.setBits(column, row, Math.max(0L, Math.round(Double.longBitsToDouble(bits))));
        else table.setNumber(column, row, bits >= 0 ? (double) bits : (double) (bits >>> 1) * 2);
    }

    private void readSeries(ByteReader in) {
        String name = in.text();
        int size = in.count();
        List<Label> labels = new ArrayList<>(size);
        for (int i = 0; i < size; i++) labels.add(new Label(in.text(), in.text()));
        if (columns.size() == last.length) {
            last = Arrays.copyOf(last, last.length * 2);
            sampled = Arrays.copyOf(sampled, last.length);
        }
        boolean count = in.u8() == 1;
        double step = Double.longBitsToDouble(in.fixed64());
        handles.add(count ? SeriesHandle.count(name, labels) : SeriesHandle.of(name, labels, step));
        columns.add(new SeriesId(name, labels));
    }

    private void readPresence(ByteReader in) {
        int size = columns.size();
        boolean all = in.u8() == 0;
        for (int from = 0; from < size; from += 8) {
            int bits = all ? 0xFF : in.u8();
            for (int i = from; i < Math.min(size, from + 8); i++) sampled[i] = (bits >>> (i - from) & 1) != 0;
        }
    }

    private static long number(ByteReader in, long before) {
        long first = in.varint();
        if (first == 1) return before ^ Long.reverseBytes(in.varint());
        long zigzag = first >>> 1;
        long difference = (zigzag >>> 1) ^ -(zigzag & 1);
        return Double.doubleToRawLongBits((double) ((long) Double.longBitsToDouble(before) + difference));
    }

    /** The scrape that was read last, to be written again elsewhere. */
    Scrape scrape() {
        int size = 0;
        for (int i = 0; i < columns.size(); i++) size += sampled[i] ? 1 : 0;
        SeriesHandle[] series = new SeriesHandle[size];
        long[] bits = new long[size];
        int next = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (!sampled[i]) continue;
            series[next] = handles.get(i);
            bits[next++] = last[i];
        }
        return new Scrape(timeMs, series, bits);
    }
}
