package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Differences as varints, column by column, with state carried from batch to batch: names and last values are known to both sides
 * and cost nothing. A series of doubles whose values are all m·10^-k is coded by its m; one that is not, by the XOR of bits.
 * Layout: a byte whether any form changed, then a byte a column if so; the times; the columns.
 */
public final class Columnar implements BatchEncoding {
    static final int MAX_DECIMALS = 9;
    static final int BITS = 10;
    static final int WITH_GAPS = 0x10;

    /** Form, last value in that form. */
    private static final class Series {
        int form = -1;
        long last;
    }

    private final Map<SeriesId, Series> known = new HashMap<>();
    private long lastTimeMs;
    private long lastIntervalMs;

    @Override
    public byte[] encode(MetricTable batch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Series[] series = new Series[batch.columns()];
        boolean changed = false;
        for (int column = 0; column < series.length; column++) {
            series[column] = known.computeIfAbsent(batch.id(column), fresh -> new Series());
            int form = form(batch, column);
            changed |= form != series[column].form;
            if (form != series[column].form) series[column].last = 0;
            series[column].form = form;
        }
        out.write(changed ? 1 : 0);
        if (changed) for (Series one : series) out.write(one.form);
        times(out, batch);
        for (int column = 0; column < series.length; column++) column(out, batch, column, series[column]);
        return out.toByteArray();
    }

    private void times(ByteArrayOutputStream out, MetricTable batch) {
        varint(out, batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
            long interval = batch.timeMs(row) - lastTimeMs;
            signed(out, interval - lastIntervalMs);
            lastIntervalMs = lastTimeMs == 0 ? 0 : interval;
            lastTimeMs = batch.timeMs(row);
        }
    }

    private static void column(ByteArrayOutputStream out, MetricTable batch, int column, Series series) {
        for (int row = 0; row < batch.rows(); row++) {
            if ((series.form & WITH_GAPS) != 0) out.write(batch.has(column, row) ? 1 : 0);
            if (!batch.has(column, row)) continue;
            int form = series.form & ~WITH_GAPS;
            if (form == BITS) {
                long bits = batch.bits(column, row);
                varint(out, Long.reverse(bits ^ series.last));
                series.last = bits;
            } else {
                long value = batch.kind(column) == MetricTable.Kind.COUNT
                        ? batch.bits(column, row)
                        : scaled(batch.number(column, row), form);
                signed(out, value - series.last);
                series.last = value;
            }
        }
    }

    private static int form(MetricTable batch, int column) {
        int gaps = 0;
        for (int row = 0; row < batch.rows(); row++) if (!batch.has(column, row)) gaps = WITH_GAPS;
        if (batch.kind(column) == MetricTable.Kind.COUNT) return gaps;
        for (int decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
            boolean exact = true;
            for (int row = 0; row < batch.rows() && exact; row++) {
                exact = !batch.has(column, row) || isExact(batch.number(column, row), decimals);
            }
            if (exact) return decimals | gaps;
        }
        return BITS | gaps;
    }

    static long scaled(double value, int decimals) {
        return Math.round(value * power(decimals));
    }

    static double unscaled(long value, int decimals) {
        return value / power(decimals);
    }

    private static boolean isExact(double value, int decimals) {
        if (!(Math.abs(value) * power(decimals) < 1L << 53)) return false;
        double back = unscaled(scaled(value, decimals), decimals);
        return Double.doubleToRawLongBits(back) == Double.doubleToRawLongBits(value);
    }

    private static double power(int decimals) {
        double power = 1;
        for (int i = 0; i < decimals; i++) power *= 10;
        return power;
    }

    private static void signed(ByteArrayOutputStream out, long value) {
        varint(out, (value << 1) ^ (value >> 63));
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) out.write((int) ((rest & 0x7F) | 0x80));
        out.write((int) rest);
    }
}
