package io.meshplane.bench.telemetry.ingest;

import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.data.Recordings;
import io.meshplane.bench.telemetry.data.TimedLog;
import io.meshplane.bench.telemetry.size.BatchLength;
import io.meshplane.telemetry.codec.MetricTable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How much is sent, and what.
 *
 * @param gateways that send in the formats that peers take
 * @param nativeGateways that send in ours: more, as an upload costs so little that fewer would not warm up
 * @param clients that send in ours
 * @param gatewayMinutes of each gateway; the first two thirds warm up: registering series, compiling code
 * @param clientMinutes of each client, of which as many are counted as of a gateway: uploads this small need more of them until a
 *     virtual machine compiles no longer
 * @param end when the last scrape was: servers refuse what is very old
 */
record Workload(
        int gateways,
        int nativeGateways,
        int clients,
        int gatewayMinutes,
        int clientMinutes,
        long seed,
        Optional<List<Recording>> files,
        Instant end) {
    private static final long CLIENT_SEEDS = 1_000_000;
    private static final int HOUR = 60;
    private static final int QUICK = 30;

    static Workload of(boolean quick, long seed, Optional<List<Recording>> files) {
        Instant now = Instant.now();
        int longest = files.map(all -> Math.min(minutesOf(largest(all)), minutesOf(smallest(all))))
                .orElse(Integer.MAX_VALUE);
        int hour = Math.min(HOUR, longest);
        int brief = Math.min(QUICK, longest);
        return quick
                ? new Workload(16, 48, 200, brief, brief, seed, files, now)
                : new Workload(128, 384, 5_000, hour, Math.min(2 * HOUR, longest), seed, files, now);
    }

    private static int minutesOf(Recording recording) {
        return recording.batches(BatchLength.MINUTE.millis()).size();
    }

    private static Recording largest(List<Recording> all) {
        return all.stream().max(size()).orElseThrow();
    }

    private static Recording smallest(List<Recording> all) {
        return all.stream().min(size()).orElseThrow();
    }

    private static Comparator<Recording> size() {
        return Comparator.comparingInt(recording -> recording.metrics().columns());
    }

    /** Nodes that send through a door. */
    int nodes(Door door) {
        return switch (door) {
            case NATIVE -> nativeGateways;
            case NATIVE_CLIENT -> clients;
            case REMOTE_WRITE_1, REMOTE_WRITE_2, OTLP_GZIP, OTLP_ZSTD -> gateways;
        };
    }

    /** A node's minutes, up to now. */
    List<MetricTable> minutes(Door door, int node) {
        MetricTable metrics = door == Door.NATIVE_CLIENT ? client(node) : gateway(node);
        return minutesUpToNow(metrics, minutesOf(door));
    }

    /** Minutes at the beginning that are not counted. */
    int warmUpMinutes(Door door) {
        int counted = gatewayMinutes - gatewayMinutes * 2 / 3;
        return minutesOf(door) - counted;
    }

    private int minutesOf(Door door) {
        return door == Door.NATIVE_CLIENT ? clientMinutes : gatewayMinutes;
    }

    /** What a gateway sends: of files the largest, the same for each. */
    private MetricTable gateway(int index) {
        return files.map(all -> largest(all).metrics())
                .orElseGet(() -> Recordings.generatedMetrics("gateway", seed + index, gatewayMinutes));
    }

    /** What a client sends: of files the smallest, the same for each. */
    private MetricTable client(int index) {
        return files.map(all -> smallest(all).metrics())
                .orElseGet(() -> Recordings.generatedMetrics("client", seed + CLIENT_SEEDS + index, clientMinutes));
    }

    private List<MetricTable> minutesUpToNow(MetricTable metrics, int minutes) {
        Recording recording = new Recording("load", metrics, new TimedLog());
        List<MetricTable> batches = recording.batches(BatchLength.MINUTE.millis());
        MetricTable last = batches.get(minutes - 1);
        long shiftMs = end.toEpochMilli() - last.timeMs(last.rows() - 1);
        return batches.subList(0, minutes).stream()
                .map(batch -> shifted(batch, shiftMs))
                .toList();
    }

    private static MetricTable shifted(MetricTable batch, long shiftMs) {
        MetricTable later = new MetricTable();
        for (int row = 0; row < batch.rows(); row++) later.addRow(batch.timeMs(row) + shiftMs);
        for (int column = 0; column < batch.columns(); column++) {
            int target = later.append(batch.id(column), batch.kind(column));
            for (int row = 0; row < batch.rows(); row++) {
                if (batch.has(column, row)) later.setBits(target, row, batch.bits(column, row));
            }
        }
        return later;
    }
}
