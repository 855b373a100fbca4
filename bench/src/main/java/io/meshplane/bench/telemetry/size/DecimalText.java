package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricTable;

/** Values as the shortest decimals that give the same bits. */
final class DecimalText {
    static String of(MetricTable batch, int column, int row) {
        if (batch.kind(column) == MetricTable.Kind.COUNT) return Long.toUnsignedString(batch.bits(column, row));
        double value = batch.number(column, row);
        long whole = (long) value;
        boolean negativeZero = whole == 0 && 1 / value < 0;
        if (whole == value && Math.abs(whole) < 1L << 53 && !negativeZero) return Long.toString(whole);
        return Double.toString(value);
    }

    static boolean isFinite(MetricTable batch, int column, int row) {
        return batch.kind(column) == MetricTable.Kind.COUNT || Double.isFinite(batch.number(column, row));
    }

    private DecimalText() {}
}
