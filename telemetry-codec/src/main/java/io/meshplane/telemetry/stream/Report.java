package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricBlock;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.telemetry.logs.LogLines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one message says. Table and lines are handed over, not copied: a workspace fills the same ones again with its next message.
 *
 * @param nodeId who reports; 1-64 bytes. The signature of the upload says whether that is true
 * @param bootId drawn by the agent at each start; any 64 bits
 * @param sequence 1, 2, 3 … within a boot, over all lanes
 * @param sentAtMs when the message was closed: milliseconds since epoch UTC by the node's clock, never trusted for order
 * @param agentVersion 1-64 bytes
 * @param uptimeSeconds of the host, 0 or more
 * @param babelRoutes routes installed by babeld; null = no babeld answers on this host
 */
public record Report(
        String nodeId,
        long bootId,
        long sequence,
        long sentAtMs,
        String agentVersion,
        long uptimeSeconds,
        @Nullable Integer babelRoutes,
        MetricTable metrics,
        List<LinkSample> links,
        List<UsageCounter> usage,
        List<Notice> notices,
        LogLines lines) {
    public Report {
        check("node id", nodeId);
        check("agent version", agentVersion);
        if (sequence < 1) throw new IllegalArgumentException("sequence < 1: " + sequence);
        if (uptimeSeconds < 0) throw new IllegalArgumentException("uptime < 0: " + uptimeSeconds);
        if (babelRoutes != null && babelRoutes < 0) throw new IllegalArgumentException("routes < 0: " + babelRoutes);
        links = List.copyOf(links);
        usage = List.copyOf(usage);
        notices = List.copyOf(notices);
    }

    private static void check(String what, String text) {
        if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > 64) {
            throw new IllegalArgumentException(what + " of 0 or more than 64 bytes");
        }
    }

    /**
     * A batch of format version 1. Its NaNs mean "not sampled" and become absent; of two series with one identity the later one's
     * samples count.
     */
    public static Report of(Batch batch) {
        return new Report(
                batch.nodeId(),
                batch.bootId(),
                batch.sequence(),
                batch.sentAtMs(),
                batch.agentVersion(),
                batch.uptimeSeconds(),
                batch.babelRoutes(),
                table(batch.metrics()),
                batch.links(),
                batch.usage(),
                List.of(),
                new LogLines());
    }

    private static MetricTable table(MetricBlock block) {
        MetricTable table = new MetricTable();
        for (long timeMs : block.sampledAtMs()) table.addRow(timeMs);
        for (MetricBlock.Series series : block.series()) {
            int column = table.column(new SeriesId(series.name(), series.labels()), MetricTable.Kind.NUMBER);
            for (int row = 0; row < table.rows(); row++) {
                if (!Double.isNaN(series.values()[row])) table.setNumber(column, row, series.values()[row]);
            }
        }
        return table;
    }
}
