package io.meshplane.telemetry.metrics;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Telemetry as no router makes it: series that come and go, reset and jump, and any 64 bits as values. */
public final class HostileTables {
    private static final double[] EDGES = {
        0.0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.MIN_NORMAL,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.longBitsToDouble(0x7ff8_0000_dead_beefL),
        Double.longBitsToDouble(0xfff0_0000_0000_0001L),
        0x1p53,
        -0x1p53,
        0x1p53 + 2,
        0x1p63,
        -0x1p63,
        0.1,
        12.345,
        1e-12,
        1e-13
    };
    private static final long[] COUNTS = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0xFFFF_FFFFL, 1L << 53};

    /** One series and how it behaves. */
    private final class Column {
        final SeriesId id;
        final MetricTable.Kind kind = random.nextInt(3) == 0 ? MetricTable.Kind.COUNT : MetricTable.Kind.NUMBER;
        int habit = random.nextInt(8);
        long state = random.nextInt(1000);

        Column(int number) {
            List<Label> labels = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) labels.add(new Label("l" + i, "wert €" + random.nextInt(3)));
            labels.add(new Label("n", "" + number));
            id = new SeriesId("s" + random.nextInt(6), labels);
        }

        long bits() {
            if (random.nextInt(60) == 0) habit = random.nextInt(8);
            return kind == MetricTable.Kind.COUNT ? count() : Double.doubleToRawLongBits(number());
        }

        private long count() {
            if (habit == 4) return COUNTS[random.nextInt(COUNTS.length)];
            if (habit == 5) return random.nextLong();
            if (habit == 6 && random.nextInt(20) == 0) state = 0;
            state += switch (habit) {
                case 0 -> 0;
                case 1 -> random.nextInt(1000);
                case 2 -> 16L * random.nextInt(1000) + (random.nextInt(10) == 0 ? 7 : 0);
                case 3 -> -random.nextInt(5); // wraps below zero
                case 6 -> 1L << random.nextInt(40);
                default -> Long.MAX_VALUE / 3;
            };
            return state;
        }

        private long grow() {
            state += random.nextInt(100);
            return state;
        }

        private double number() {
            return switch (habit) {
                case 0 -> (double) state;
                case 1 -> grow() / 100.0;
                case 2 -> EDGES[random.nextInt(EDGES.length)];
                case 3 -> Double.longBitsToDouble(random.nextLong());
                case 4 -> random.nextGaussian();
                case 5 -> random.nextInt(10) == 0 ? Double.NaN : random.nextInt(50) / 4.0;
                case 6 -> -random.nextInt(1 << random.nextInt(1, 30)) * 1e-6;
                default -> Math.rint(random.nextGaussian() * 10) + 20;
            };
        }
    }

    private final RandomGenerator random;
    private final List<Column> columns = new ArrayList<>();
    private long timeMs;
    private int made;

    public HostileTables(RandomGenerator random) {
        this.random = random;
        timeMs = random.nextInt(4) == 0 ? random.nextLong() : 1_700_000_000_000L;
    }

    /** The next batch of the same host. */
    public MetricTable next() {
        while (columns.isEmpty() || random.nextInt(4) == 0) columns.add(new Column(made++));
        if (random.nextInt(6) == 0) columns.remove(random.nextInt(columns.size()));
        MetricTable table = new MetricTable();
        boolean gaps = random.nextInt(3) == 0;
        for (int rows = random.nextInt(9); rows > 0; rows--) {
            timeMs += random.nextInt(30) == 0 ? random.nextLong() : 9_000 + random.nextInt(2_000);
            int row = table.addRow(timeMs);
            for (Column column : columns) {
                if (gaps && random.nextInt(5) == 0) continue;
                if (random.nextInt(8) == 0 && row == 0) continue;
                table.setBits(table.column(column.id, column.kind), row, column.bits());
            }
        }
        return table;
    }
}
