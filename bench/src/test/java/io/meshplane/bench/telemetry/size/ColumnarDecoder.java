package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.MetricTable.Kind;
import io.meshplane.telemetry.codec.SeriesId;
import java.util.HashMap;
import java.util.Map;

/** Reads what {@link Columnar} writes, with the same state. */
final class ColumnarDecoder {
    private final Map<SeriesId, Integer> forms = new HashMap<>();
    private final Map<SeriesId, Long> lasts = new HashMap<>();
    private long lastTimeMs;
    private long lastIntervalMs;
    private byte[] bytes = {};
    private int at;

    /** @param schema tells the series, which both sides know */
    MetricTable decode(byte[] batch, MetricTable schema) {
        bytes = batch;
        at = 0;
        boolean changed = bytes[at++] == 1;
        for (int column = 0; column < schema.columns() && changed; column++) {
            int form = bytes[at++];
            Integer before = forms.put(schema.id(column), form);
            if (before == null || before != form) lasts.put(schema.id(column), 0L);
        }
        MetricTable table = new MetricTable();
        long rows = varint();
        for (int row = 0; row < rows; row++) {
            long interval = lastIntervalMs + signed();
            lastIntervalMs = lastTimeMs == 0 ? 0 : interval;
            lastTimeMs += interval;
            table.addRow(lastTimeMs);
        }
        for (int column = 0; column < schema.columns(); column++) {
            column(table, schema.id(column), schema.kind(column));
        }
        return table;
    }

    private void column(MetricTable table, SeriesId id, Kind kind) {
        int target = table.append(id, kind);
        int form = forms.getOrDefault(id, 0);
        long last = lasts.getOrDefault(id, 0L);
        for (int row = 0; row < table.rows(); row++) {
            if ((form & Columnar.WITH_GAPS) != 0 && bytes[at++] == 0) continue;
            int decimals = form & ~Columnar.WITH_GAPS;
            if (decimals == Columnar.BITS) {
                last ^= Long.reverse(varint());
                table.setBits(target, row, last);
            } else {
                last += signed();
                if (kind == Kind.COUNT) table.setBits(target, row, last);
                else table.setNumber(target, row, Columnar.unscaled(last, decimals));
            }
        }
        lasts.put(id, last);
    }

    private long signed() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = bytes[at++];
            value |= (part & 0x7FL) << shift;
            if (part >= 0) return value;
        }
    }
}
