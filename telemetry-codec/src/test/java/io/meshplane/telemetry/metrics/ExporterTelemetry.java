package io.meshplane.telemetry.metrics;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A host as node_exporter and an instrumented server show it: all values are doubles, processor time in hundredths of a second,
 * memory in bytes, times since the epoch, histograms, and averages with all digits.
 */
public final class ExporterTelemetry {
    private static final String[] MODES = {"user", "system", "iowait", "irq", "softirq", "steal", "nice", "idle"};
    private static final double[] SHARE = {0.08, 0.03, 0.01, 0, 0.004, 0, 0, 0};
    private static final String[] BUCKETS = {"0.005", "0.01", "0.05", "0.1", "0.5", "1", "5", "+Inf"};
    private static final double[] CUMULATIVE = {0.12, 0.35, 0.72, 0.88, 0.97, 0.99, 0.999, 1};

    private final Random random;
    private final long[][] cpu = new long[4][MODES.length];
    private final long[] memory = {900_000, 350_000, 1_200_000, 40_000};
    private final long[] net = new long[16];
    private final long[] disk = new long[6];
    private final long[] requests = new long[BUCKETS.length];
    private double latencySum;
    private double load = 0.7;
    private double temperature = 48;
    private long timeMs = 1_790_000_000_123L;

    public ExporterTelemetry(long seed) {
        random = new Random(seed);
        for (long[] core : cpu) for (int i = 0; i < core.length; i++) core[i] = random.nextInt(90_000_000);
        for (int i = 0; i < net.length; i++) net[i] = i >= 12 ? 0 : random.nextLong(1L << 36);
        for (int i = 0; i < disk.length; i++) disk[i] = random.nextLong(1L << 30);
    }

    /** The next scrapes, each 15 s, as one batch. */
    public MetricTable next(int rows) {
        MetricTable table = new MetricTable();
        for (int i = 0; i < rows; i++) scrape(table);
        return table;
    }

    /** So many batches. */
    public List<MetricTable> batches(int count, int rows) {
        List<MetricTable> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) batches.add(next(rows));
        return batches;
    }

    private void scrape(MetricTable table) {
        long elapsed = 14_997L + random.nextInt(7);
        timeMs += elapsed;
        int row = table.addRow(timeMs);
        processors(table, row, elapsed);
        for (int i = 0; i < memory.length; i++) {
            memory[i] = Math.max(1_000, memory[i] + Math.round(60 * random.nextGaussian()));
            put(
                    table,
                    row,
                    "node_memory_" + new String[] {"MemFree", "Cached", "Active", "Slab"}[i] + "_bytes",
                    memory[i] * 4096.0);
        }
        network(table, row);
        storage(table, row);
        load += 0.15 * (random.nextInt(3) - load);
        put(table, row, "node_load1", Math.rint(load * 100) / 100);
        temperature += 0.2 * (48 - temperature) + 0.8 * random.nextGaussian();
        put(table, row, "node_hwmon_temp_celsius", Math.rint(temperature * 8) / 8, "chip", "coretemp");
        put(table, row, "node_boot_time_seconds", 1_788_123_456);
        put(table, row, "node_time_seconds", timeMs / 1000.0 + random.nextInt(1_000_000) * 1e-9);
        put(table, row, "process_start_time_seconds", 1_788_123_499.37);
        put(table, row, "node_context_switches_total", (timeMs - 1_788_000_000_000L) * 3.0 + random.nextInt(4_000));
        put(table, row, "scrape_duration_seconds", 0.02 + 0.005 * random.nextGaussian());
        service(table, row);
    }

    private void processors(MetricTable table, int row, long elapsed) {
        for (int core = 0; core < cpu.length; core++) {
            long left = elapsed / 10;
            for (int mode = 0; mode < MODES.length; mode++) {
                long spent = Math.max(0, Math.round(left * SHARE[mode] * (1 + 0.4 * random.nextGaussian())));
                if (mode == MODES.length - 1) spent = left;
                left -= mode == MODES.length - 1 ? 0 : spent;
                cpu[core][mode] += spent;
                put(
                        table,
                        row,
                        "node_cpu_seconds_total",
                        cpu[core][mode] / 100.0,
                        "cpu",
                        "" + core,
                        "mode",
                        MODES[mode]);
            }
        }
    }

    private void network(MetricTable table, int row) {
        String[] devices = {"eth0", "eth1", "wlan0", "docker0"};
        for (int device = 0; device < devices.length; device++) {
            long in = device == 3 ? 0 : Math.round(Math.exp(5 + device + 1.2 * random.nextGaussian()));
            long out = device == 3 ? 0 : Math.round(in * (0.4 + 0.2 * random.nextDouble()));
            net[device] += in * 900 + Math.round(Math.sqrt((double) in) * 300 * random.nextGaussian());
            net[4 + device] += out * 120 + Math.round(Math.sqrt((double) out) * 40 * random.nextGaussian());
            net[8 + device % 4] += in;
            String name = devices[device];
            put(table, row, "node_network_receive_packets_total", net[8 + device % 4], "device", name);
            put(table, row, "node_network_receive_bytes_total", net[device], "device", name);
            put(table, row, "node_network_transmit_bytes_total", net[4 + device], "device", name);
            put(table, row, "node_network_receive_errs_total", 0, "device", name);
            put(table, row, "node_network_up", 1, "device", name);
        }
    }

    private void storage(MetricTable table, int row) {
        long writes = random.nextInt(5) == 0 ? random.nextInt(300) : random.nextInt(6);
        disk[0] += writes;
        disk[1] += writes * 8192 + 512L * random.nextInt(8);
        disk[2] += random.nextInt(20) == 0 ? random.nextInt(40) : 0;
        put(table, row, "node_disk_writes_completed_total", disk[0], "device", "sda");
        put(table, row, "node_disk_written_bytes_total", disk[1], "device", "sda");
        put(table, row, "node_disk_reads_completed_total", disk[2], "device", "sda");
        put(table, row, "node_filesystem_avail_bytes", 4096.0 * (7_000_000 - disk[0] / 3), "mountpoint", "/");
        put(table, row, "node_filesystem_size_bytes", 4096.0 * 9_000_000, "mountpoint", "/");
    }

    private void service(MetricTable table, int row) {
        int arrived = random.nextInt(60);
        for (int i = 0; i < arrived; i++) {
            double draw = random.nextDouble();
            latencySum += 0.004 * Math.exp(2 * random.nextGaussian());
            for (int b = 0; b < BUCKETS.length; b++) if (draw <= CUMULATIVE[b]) requests[b]++;
        }
        for (int b = 0; b < BUCKETS.length; b++) {
            put(table, row, "http_request_duration_seconds_bucket", requests[b], "le", BUCKETS[b]);
        }
        put(table, row, "http_request_duration_seconds_sum", latencySum);
        put(table, row, "http_request_duration_seconds_count", requests[BUCKETS.length - 1]);
        put(
                table,
                row,
                "go_gc_duration_seconds",
                random.nextInt(6) == 0 ? Double.NaN : 1e-4 * random.nextDouble(),
                "quantile",
                "1");
    }

    private static void put(MetricTable table, int row, String name, long value, String... labels) {
        put(table, row, name, (double) value, labels);
    }

    private static void put(MetricTable table, int row, String name, double value, String... labels) {
        List<Label> list = new ArrayList<>();
        for (int i = 0; i < labels.length; i += 2) list.add(new Label(labels[i], labels[i + 1]));
        table.setNumber(table.column(new SeriesId(name, list), MetricTable.Kind.NUMBER), row, value);
    }
}
