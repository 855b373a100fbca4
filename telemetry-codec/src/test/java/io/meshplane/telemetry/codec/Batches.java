package io.meshplane.telemetry.codec;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricBlock.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Batches for tests. */
final class Batches {
    private static final String NODE = "nabcdefghijklmnopqrstuvwxyz";
    private static final double[] EDGES = {
        0.0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.longBitsToDouble(0x7ff8_0000_dead_beefL),
        0x1p53,
        -0x1p53,
        0x1p53 + 2,
        0x1p63,
        -0x1p63,
        0.1,
        12.345
    };

    /** The example of the format's description. */
    static Batch example() {
        MetricBlock metrics = new MetricBlock(
                new long[] {1_700_000_000_000L, 1_700_000_005_000L, 1_700_000_010_001L},
                List.of(
                        new Series(
                                "interface_sent_bytes_total",
                                List.of(new Label("interface", "wlan0")),
                                new double[] {1000, 1500, 1400}),
                        new Series("load1", List.of(), new double[] {0.25, Double.NaN, 0.5})));
        return new Batch(
                NODE,
                0x0123456789abcdefL,
                7,
                1_700_000_010_002L,
                "0.1.0",
                3600,
                12,
                metrics,
                List.of(new LinkSample("wlan0", "fe80::1", "fe80::2", null, 256, 21_040)),
                List.of(new UsageCounter("wlan0", "n22222222222222222222222222", 42, -1L, 300)));
    }

    static Batch withMetrics(MetricBlock metrics) {
        return new Batch(NODE, -1, Long.MAX_VALUE, Long.MIN_VALUE, "ü1", 0, null, metrics, List.of(), List.of());
    }

    static Batch random(RandomGenerator random) {
        long[] times = random.longs(random.nextInt(6)).toArray();
        List<Series> series = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            List<Label> labels = new ArrayList<>();
            for (int j = random.nextInt(3); j > 0; j--) labels.add(new Label("l" + j, "wert-€-" + random.nextInt(4)));
            series.add(new Series("s" + random.nextInt(20), labels, values(random, times.length)));
        }
        List<LinkSample> links = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Integer rtt = random.nextBoolean() ? null : (Integer) random.nextInt(Integer.MAX_VALUE);
            String peer = random.nextBoolean() ? null : NODE;
            links.add(new LinkSample("w" + i, "fe80::" + i, "fe80::ff", peer, random.nextInt(1, 65536), rtt));
        }
        List<UsageCounter> usage = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            usage.add(new UsageCounter("w" + i, null, random.nextLong(), random.nextLong(), random.nextLong()));
        }
        Integer routes = random.nextBoolean() ? null : (Integer) random.nextInt(Integer.MAX_VALUE);
        return new Batch(
                NODE,
                random.nextLong(),
                random.nextLong(1, Long.MAX_VALUE),
                random.nextLong(),
                "v" + random.nextInt(),
                random.nextLong(Long.MAX_VALUE),
                routes,
                new MetricBlock(times, series),
                links,
                usage);
    }

    private static double[] values(RandomGenerator random, int count) {
        double[] values = new double[count];
        int kind = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            values[i] = switch (kind) {
                case 0 -> random.nextInt(-1000, 1000);
                case 1 -> EDGES[random.nextInt(EDGES.length)];
                default -> Double.longBitsToDouble(random.nextLong());
            };
        }
        return values;
    }

    static double[] edges() {
        return EDGES.clone();
    }

    private Batches() {}
}
