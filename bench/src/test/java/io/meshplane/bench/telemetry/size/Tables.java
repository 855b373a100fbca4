package io.meshplane.bench.telemetry.size;

import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.data.Recordings;
import io.meshplane.bench.telemetry.data.TimedLog;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.MetricTable.Kind;
import io.meshplane.telemetry.codec.SeriesId;
import java.util.List;
import java.util.Random;

/** Telemetry that tests encode. */
final class Tables {
    private Tables() {}

    /** Ten minutes of a relay. */
    static List<MetricTable> relay() {
        return new Recording("relay", Recordings.generatedMetrics("relay", 3, 10), new TimedLog()).batches(60_000);
    }

    /** Values that no generator of telemetry makes: any bits, gaps, counters up to the last one, series that come and go. */
    static List<MetricTable> hostile(long seed) {
        Random random = new Random(seed);
        double[] odd = {
            0.0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            0.1,
            1e15 + 0.5,
            1L << 60
        };
        MetricTable all = new MetricTable();
        for (int row = 0; row < 40; row++) {
            all.addRow(1_700_000_000_000L + row * 10_000L + random.nextInt(900));
            for (int i = 0; i < 12; i++) {
                if (random.nextInt(5) == 0 || (row / 10 + i) % 4 == 0) continue;
                List<Label> labels = List.of(new Label("peer", "p \"=,\\" + i));
                boolean count = i % 3 == 0;
                int column = all.column(new SeriesId("odd_" + i, labels), count ? Kind.COUNT : Kind.NUMBER);
                if (count) all.setBits(column, row, random.nextLong());
                else
                    all.setNumber(
                            column,
                            row,
                            random.nextBoolean() ? odd[random.nextInt(odd.length)] : random.nextGaussian());
            }
        }
        return new Recording("odd", all, new TimedLog()).batches(60_000);
    }
}
