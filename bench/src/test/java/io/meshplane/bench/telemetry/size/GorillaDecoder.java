package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricTable;

/** Reads what {@link Gorilla} writes. */
final class GorillaDecoder {
    private final byte[] bytes;
    private int at;

    private GorillaDecoder(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param schema tells the series, which both sides know */
    static MetricTable decode(byte[] bytes, MetricTable schema) {
        GorillaDecoder in = new GorillaDecoder(bytes);
        MetricTable table = new MetricTable();
        in.times(table);
        for (int column = 0; column < schema.columns(); column++) {
            in.series(table, table.append(schema.id(column), MetricTable.Kind.NUMBER));
        }
        return table;
    }

    private long bits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++, at++) value = (value << 1) | ((bytes[at >> 3] >> (7 - (at & 7))) & 1);
        return value;
    }

    private void times(MetricTable table) {
        long rows = bits(Integer.SIZE);
        long time = 0;
        long delta = 0;
        for (int row = 0; row < rows; row++) {
            if (row == 0) {
                time = bits(Long.SIZE);
            } else {
                delta += difference();
                time += delta;
            }
            table.addRow(time);
        }
    }

    private long difference() {
        if (bits(1) == 0) return 0;
        for (int width : Gorilla.TIME_BITS) {
            if (bits(1) == 0) return bits(width) - (1L << (width - 1)) + 1;
            if (width == Gorilla.TIME_BITS[Gorilla.TIME_BITS.length - 1]) break;
        }
        return bits(Long.SIZE);
    }

    private void series(MetricTable table, int column) {
        boolean whole = bits(1) == 1;
        boolean begun = false;
        long last = 0;
        int leading = 0;
        int length = 0;
        for (int row = 0; row < table.rows(); row++) {
            if (!whole && bits(1) == 0) continue;
            if (!begun) {
                last = bits(Long.SIZE);
                begun = true;
            } else if (bits(1) == 1) {
                if (bits(1) == 1) {
                    leading = (int) bits(Gorilla.LEADING_BITS);
                    length = (int) bits(Gorilla.LENGTH_BITS) + 1;
                }
                last ^= bits(length) << (Long.SIZE - leading - length);
            }
            table.setBits(column, row, last);
        }
    }
}
