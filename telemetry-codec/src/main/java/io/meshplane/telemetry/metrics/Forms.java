package io.meshplane.telemetry.metrics;

import io.meshplane.telemetry.codec.MetricTable;

/** Finds the integer form of a column: counts as they are, doubles as decimals, or else by their order. */
final class Forms {
    private Forms() {}

    /**
     * Decimals that the doubles of a column need, from the number that it has on.
     *
     * @return that many, or {@link Decimals#ORDERED} if more than a quarter of the values are no decimals
     */
    static int decimals(MetricTable table, int column, int from) {
        if (table.kind(column) == MetricTable.Kind.COUNT) return 0;
        if (from == Decimals.ORDERED) return from;
        int needed = from;
        int values = 0;
        int others = 0;
        for (int row = 0; row < table.rows(); row++) {
            if (!table.has(column, row)) continue;
            double number = number(table, column, row);
            int k = needed;
            while (k <= Decimals.MAX && Decimals.scaled(number, k) == Decimals.NONE) k++;
            values++;
            if (k <= Decimals.MAX) needed = k;
            else if (Double.isFinite(number)) others++;
        }
        return others * 4 > values ? Decimals.ORDERED : needed;
    }

    /** The value, rounded to the declared step. */
    private static double number(MetricTable table, int column, int row) {
        double number = Double.longBitsToDouble(table.bits(column, row));
        double step = table.step(column);
        return step == 0 ? number : Precision.round(number, step);
    }

    /**
     * Brings a column into its form.
     *
     * @return whether a value is absent or special
     */
    static boolean fill(MetricTable table, int column, int decimals, Cells cells, int s) {
        boolean irregular = false;
        boolean count = table.kind(column) == MetricTable.Kind.COUNT;
        for (int row = 0; row < table.rows(); row++) {
            if (!table.has(column, row)) {
                irregular = true;
                continue;
            }
            if (count) {
                cells.set(s, row, Cells.PRESENT, table.bits(column, row));
                continue;
            }
            double number = number(table, column, row);
            long scaled = Decimals.scaled(number, decimals);
            boolean special = scaled == Decimals.NONE && decimals != Decimals.ORDERED;
            irregular |= special;
            cells.set(
                    s,
                    row,
                    special ? Cells.SPECIAL : Cells.PRESENT,
                    special ? Double.doubleToRawLongBits(number) : scaled);
        }
        return irregular;
    }
}
