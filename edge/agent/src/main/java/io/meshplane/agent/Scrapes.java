package io.meshplane.agent;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.MetricBlock;
import io.meshplane.telemetry.codec.MetricBlock.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers observations until a batch is closed. Links and counters of a batch are those of its last observation. */
final class Scrapes {
    private static final int MAX_SCRAPES = 720;
    private static final int MAX_SERIES = 5_000;
    private static final int MAX_LINKS = 2_000;
    private static final int MAX_COUNTERS = 4_000;

    private final List<Long> times = new ArrayList<>();
    private final Map<Reading, double[]> columns = new LinkedHashMap<>();
    private @Nullable Observation last;

    void add(long sampledAtMs, Observation observation) {
        last = observation;
        if (times.size() == MAX_SCRAPES) return; // the counters still go out, and they are cumulative
        int row = times.size();
        times.add(sampledAtMs);
        for (Reading reading : observation.readings()) {
            Reading series = new Reading(reading.name(), reading.labels(), 0);
            double[] column = columns.get(series);
            if (column == null && columns.size() == MAX_SERIES) continue;
            double[] filled = row(column, row);
            filled[row] = reading.value();
            columns.put(series, filled);
        }
    }

    /** Rows that nothing was read for hold NaN. */
    private static double[] row(double @Nullable [] column, int row) {
        int had = column == null ? 0 : column.length;
        if (column != null && row < had) return column;
        double[] larger = column == null ? new double[Math.max(4, row + 1)] : Arrays.copyOf(column, (row + 1) * 2);
        Arrays.fill(larger, had, larger.length, Double.NaN);
        return larger;
    }

    /**
     * The batch so far; begins the next one.
     *
     * @return null if nothing was observed
     */
    @Nullable Batch close(NodeId node, long bootId, long sequence, long sentAtMs, String agentVersion) {
        Observation seen = last;
        if (seen == null) return null;
        int rows = times.size();
        List<Series> series = new ArrayList<>();
        columns.forEach((reading, column) ->
                series.add(new Series(reading.name(), reading.labels(), Arrays.copyOf(row(column, rows - 1), rows))));
        long[] sampledAtMs = times.stream().mapToLong(Long::longValue).toArray();
        Batch batch = new Batch(
                node.value(),
                bootId,
                sequence,
                sentAtMs,
                agentVersion,
                seen.uptimeSeconds(),
                seen.babelRoutes(),
                new MetricBlock(sampledAtMs, series),
                seen.links().subList(0, Math.min(MAX_LINKS, seen.links().size())),
                seen.usage().subList(0, Math.min(MAX_COUNTERS, seen.usage().size())));
        times.clear();
        columns.clear();
        last = null;
        return batch;
    }
}
