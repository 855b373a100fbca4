package io.meshplane.bench.telemetry.data;

import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.logs.LogLines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one node sampled and logged.
 *
 * @param name of its file without the ending, or of its role
 * @param metrics all scrapes
 * @param log all lines, in order; none if the node has no log
 */
public record Recording(String name, MetricTable metrics, TimedLog log) {
    private static final long USUAL_INTERVAL_MS = 10_000;

    /** Values that were sampled; a scrape without a value of a series has none to send. */
    public long valueCount() {
        return valueCount(metrics);
    }

    /** Values of a table. */
    public static long valueCount(MetricTable table) {
        long count = 0;
        for (int column = 0; column < table.columns(); column++) {
            for (int row = 0; row < table.rows(); row++) if (table.has(column, row)) count++;
        }
        return count;
    }

    /** Median time between two scrapes. */
    public long intervalMs() {
        if (metrics.rows() < 2) return USUAL_INTERVAL_MS;
        long[] intervals = new long[metrics.rows() - 1];
        for (int i = 0; i < intervals.length; i++) intervals[i] = metrics.timeMs(i + 1) - metrics.timeMs(i);
        Arrays.sort(intervals);
        return Math.max(1, intervals[intervals.length / 2]);
    }

    /** Scrapes in a batch of that time, one at least. */
    public int rowsIn(long batchMs) {
        return Math.clamp(Math.round((double) batchMs / intervalMs()), 1, Math.max(1, metrics.rows()));
    }

    /** The scrapes in batches of that time; a series without a value in a batch is not in its table. */
    public List<MetricTable> batches(long batchMs) {
        int rows = rowsIn(batchMs);
        List<MetricTable> batches = new ArrayList<>();
        for (int from = 0; from < metrics.rows(); from += rows) {
            batches.add(slice(metrics, from, Math.min(metrics.rows(), from + rows)));
        }
        return batches;
    }

    /** The log in batches of that time, without empty ones. */
    public List<LogLines> logBatches(long batchMs) {
        return log.batches(batchMs);
    }

    private static MetricTable slice(MetricTable all, int from, int to) {
        MetricTable batch = new MetricTable();
        for (int row = from; row < to; row++) batch.addRow(all.timeMs(row));
        for (int column = 0; column < all.columns(); column++) {
            int target = -1;
            for (int row = from; row < to; row++) {
                if (!all.has(column, row)) continue;
                SeriesId id = all.id(column);
                if (target < 0) target = batch.append(id, all.kind(column));
                batch.setBits(target, row - from, all.bits(column, row));
            }
        }
        return batch;
    }
}
