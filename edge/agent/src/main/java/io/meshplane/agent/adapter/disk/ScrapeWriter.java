package io.meshplane.agent.adapter.disk;

import io.meshplane.agent.SeriesHandle;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes scrapes as records, each as the difference to the one before it in the same segment. Lossless to the bit. A record:
 * zigzag of the time's difference; varint count of series not seen before, each with name, labels, a byte (1 = count) and step; a
 * byte, 1 = a bit map of the series that were sampled follows, else all were; then the values of those in the order in which they
 * first came. A count is the zigzag of its difference, which wraps. A number is a varint: twice the zigzag of the difference where
 * it and the value before are integers, else 1 and then the varint of the changed bits, last byte first.
 */
final class ScrapeWriter {
    static final double MAX_INTEGER = 0x1p53;

    /** A series that comes back as another kind is another one. */
    private record Key(SeriesHandle series, boolean count, double step) {
        static Key of(SeriesHandle series) {
            return new Key(series, series.isCount(), series.step());
        }
    }

    private final Map<Key, Integer> columns = new HashMap<>();
    private final ByteWriter out = new ByteWriter();
    private long[] last = new long[64];
    private long[] now = new long[64];
    private boolean[] counts = new boolean[64];
    private boolean[] sampled = new boolean[64];
    private int[] places = {};
    private SeriesHandle @Nullable [] numbered;
    private long lastTimeMs;

    /** A segment begins: nothing is known. */
    void reset() {
        columns.clear();
        numbered = null;
        Arrays.fill(last, 0);
        lastTimeMs = 0;
    }

    byte[] write(Scrape scrape) {
        out.clear();
        out.zigzag(scrape.timeMs() - lastTimeMs);
        lastTimeMs = scrape.timeMs();
        int known = columns.size();
        number(scrape.series());
        grow();
        announce(scrape.series(), known);
        Arrays.fill(sampled, 0, columns.size(), false);
        for (int i = 0; i < scrape.bits().length; i++) {
            sampled[places[i]] = true;
            now[places[i]] = scrape.bits()[i];
        }
        writePresence();
        for (int column = 0; column < columns.size(); column++) {
            if (sampled[column]) writeValue(column);
        }
        return out.toBytes();
    }

    /** Finds the columns of series; scrapes in a row mostly have the same ones in the same array. */
    @SuppressWarnings("ReferenceEquality") // the very array: to compare all of it is what this saves
    private void number(SeriesHandle[] series) {
        if (series == numbered) return;
        places = new int[series.length];
        for (int i = 0; i < series.length; i++) {
            Integer next = columns.size();
            Integer known = columns.putIfAbsent(Key.of(series[i]), next);
            places[i] = known == null ? next : known;
        }
        numbered = series;
    }

    private void announce(SeriesHandle[] all, int known) {
        out.varint(columns.size() - (long) known);
        int next = known;
        for (int i = 0; i < all.length && next < columns.size(); i++) {
            if (places[i] != next) continue;
            SeriesHandle series = all[i];
            counts[next++] = series.isCount();
            out.text(series.name());
            out.varint(series.labels().size());
            for (Label label : series.labels()) {
                out.text(label.name());
                out.text(label.value());
            }
            out.u8(series.isCount() ? 1 : 0);
            out.fixed64(Double.doubleToRawLongBits(series.step()));
        }
    }

    private void writePresence() {
        int size = columns.size();
        boolean all = true;
        for (int column = 0; column < size; column++) all &= sampled[column];
        out.u8(all ? 0 : 1);
        for (int from = 0; !all && from < size; from += 8) {
            int bits = 0;
            for (int i = from; i < Math.min(size, from + 8); i++) bits |= sampled[i] ? 1 << (i - from) : 0;
            out.u8(bits);
        }
    }

    private void writeValue(int column) {
        long before = last[column];
        long bits = now[column];
        last[column] = bits;
        if (counts[column]) {
            out.zigzag(bits - before);
            return;
        }
        double from = Double.longBitsToDouble(before);
        double to = Double.longBitsToDouble(bits);
        if (isInteger(from) && isInteger(to)) {
            long difference = (long) to - (long) from;
            out.varint(((difference << 1) ^ (difference >> 63)) << 1);
        } else {
            out.varint(1);
            out.varint(Long.reverseBytes(bits ^ before));
        }
    }

    /** Minus zero is none: its sign would be lost. */
    static boolean isInteger(double value) {
        return Math.abs(value) <= MAX_INTEGER
                && value == Math.rint(value)
                && Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(-0.0);
    }

    private void grow() {
        if (columns.size() <= last.length) return;
        int size = Math.max(columns.size(), last.length * 2);
        last = Arrays.copyOf(last, size);
        now = Arrays.copyOf(now, size);
        counts = Arrays.copyOf(counts, size);
        sampled = Arrays.copyOf(sampled, size);
    }
}
