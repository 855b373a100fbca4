package io.meshplane.testkit.telemetry;

import io.meshplane.testkit.telemetry.SampleSink.Series;
import java.util.Map;
import java.util.Random;

/** The twenty series of a router itself. */
final class Host {
    private static final Series[] IDS = ids(
            "eth_rx_packets_total",
            "eth_tx_packets_total",
            "eth_rx_bytes_total",
            "eth_tx_bytes_total",
            "node_load1",
            "node_load5",
            "node_load15",
            "node_mem_free_kib",
            "node_mem_cached_kib",
            "node_conntrack_entries",
            "node_temp_celsius",
            "node_uptime_seconds",
            "node_cpu_user_jiffies_total",
            "node_cpu_system_jiffies_total",
            "node_cpu_softirq_jiffies_total",
            "node_cpu_idle_jiffies_total",
            "babel_routes",
            "exit_rtt_ms",
            "dns_queries_total",
            "node_clock_offset_us");

    private final Random random;
    private final long[] eth = new long[4];
    private final long[] cpu = new long[4];
    private final double[] load = {0.4, 0.4, 0.4};
    private long uptimeMs;
    private long free = 20_000;
    private long cached = 13_000;
    private double conntrack = 200;
    private int halfDegrees = 104;
    private int routes = 260;
    private double exitRtt = 30;
    private long queries;
    private double offset = 20;

    Host(Random random) {
        this.random = random;
        for (int i = 0; i < 4; i++) {
            eth[i] = (1L << 30) + random.nextInt();
            cpu[i] = 10_000_000L + random.nextInt(60_000_000);
        }
        uptimeMs = 300_000_000L + random.nextInt(1_000_000_000);
        queries = 3_000_000L + random.nextInt(1_000_000);
    }

    private static Series[] ids(String... names) {
        Series[] ids = new Series[names.length];
        for (int i = 0; i < names.length; i++) ids[i] = new Series(names[i], Map.of());
        return ids;
    }

    /** @param sums packets and bytes received and sent by all peers in the scrape */
    void write(SampleSink sink, long elapsedMs, long[] sums) {
        move(elapsedMs, sums);
        for (int i = 0; i < 4; i++) sink.count(IDS[i], eth[i]);
        for (int i = 0; i < 3; i++) number(sink, 4 + i, RouterTelemetry.decimal(load[i], 100));
        number(sink, 7, free * 4.0);
        number(sink, 8, cached * 4.0);
        number(sink, 9, Math.rint(conntrack));
        number(sink, 10, halfDegrees / 2.0);
        number(sink, 11, Math.floorDiv(uptimeMs, 10L) / 100.0);
        for (int i = 0; i < 4; i++) sink.count(IDS[12 + i], cpu[i]);
        number(sink, 16, routes);
        number(sink, 17, RouterTelemetry.decimal(exitRtt, 1000));
        sink.count(IDS[18], queries);
        number(sink, 19, Math.rint(offset));
    }

    private static void number(SampleSink sink, int id, double value) {
        sink.number(IDS[id], value);
    }

    private void move(long elapsedMs, long[] sums) {
        for (int i = 0; i < 2; i++) {
            int own = RouterTelemetry.poisson(random, 4);
            eth[i] += sums[i] + own;
            eth[i + 2] += sums[i + 2] + 28 * sums[i] + 46L * own + 4L * random.nextInt(12);
        }
        long running = RouterTelemetry.poisson(random, 0.3 + sums[0] / 40_000.0);
        double[] minutes = {1, 5, 15};
        for (int i = 0; i < 3; i++) load[i] += (1 - StrictMath.exp(-1 / (6 * minutes[i]))) * (running - load[i]);
        free += Math.round(25 * random.nextGaussian());
        if (random.nextInt(4) == 0) cached += random.nextInt(15) - 7;
        conntrack += 0.1 * (180 + sums[0] / 500.0 - conntrack) + 0.02 * conntrack * random.nextGaussian();
        if (random.nextInt(100) < 15) halfDegrees += random.nextBoolean() ? 1 : -1;
        uptimeMs += elapsedMs;
        jiffies(elapsedMs, sums[0]);
        if (random.nextInt(100) < 8) routes += random.nextBoolean() ? 1 : -1;
        exitRtt += 0.3 * (30 - exitRtt) + 0.9 * random.nextGaussian();
        queries += RouterTelemetry.poisson(random, 0.5 + sums[0] / 30_000.0);
        offset += 0.3 * (20 - offset) + 35 * random.nextGaussian();
    }

    private void jiffies(long elapsedMs, long packets) {
        long all = Math.round(elapsedMs / 5.0);
        long user = Math.round(all * 0.05 + 4 * random.nextGaussian());
        long system = Math.round(all * 0.03 + 3 * random.nextGaussian());
        long interrupts = RouterTelemetry.poisson(random, Math.min(200, 1 + packets / 400.0));
        cpu[0] += user;
        cpu[1] += system;
        cpu[2] += interrupts;
        cpu[3] += all - user - system - interrupts;
    }
}
