package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Received;
import io.meshplane.telemetry.stream.Report;
import io.meshplane.telemetry.stream.ReportReader;
import io.meshplane.telemetry.stream.ReportWriter;
import io.meshplane.telemetry.stream.Workspace;
import java.util.List;

/** Our format, version 2 (docs/telemetry-format.md): whole messages, header and checksum included. */
public final class NativeFormat {
    /** As long as real ones are. */
    static final String NODE = "nabcdefghijklmnopqrstuvwxyz234567";

    private static final long BOOT = 0x0123_4567_89AB_CDEFL;
    private static final long BOOT_TIME_MS = 3_600_000;

    private NativeFormat() {}

    /**
     * The report of a batch of metrics, as an agent that had nothing else to say would make it: closed some milliseconds after the
     * last scrape.
     *
     * @param sequence 1, 2, 3 …
     */
    public static Report report(String node, long bootId, long sequence, MetricTable batch, LogLines lines) {
        long lastMs = batch.rows() == 0 ? 0 : batch.timeMs(batch.rows() - 1);
        long sentAtMs = lastMs + 3 + sequence * 7 % 5;
        long uptimeSeconds = Math.max(0, (lastMs - batch.timeMs(0) + BOOT_TIME_MS) / 1000);
        return new Report(
                node,
                bootId,
                sequence,
                sentAtMs,
                "0.1.0",
                uptimeSeconds,
                null,
                batch,
                List.of(),
                List.of(),
                List.of(),
                lines);
    }

    /** As {@link #report(String, long, long, MetricTable, LogLines)}, of a node of which nothing is known. */
    public static Report report(long sequence, MetricTable batch, LogLines lines) {
        return report(NODE, BOOT, sequence, batch, lines);
    }

    /** What reads a chain of such messages. */
    public static ReportReader reader() {
        return new ReportReader(Lane.LIVE, Limits.DEFAULT);
    }

    /**
     * Bytes of all batches, each decoded again and compared value by value.
     *
     * @param chained whether state is carried from batch to batch; else each is complete by itself
     * @throws NotLosslessException if one comes back another
     */
    static long size(List<MetricTable> batches, boolean chained) throws NotLosslessException {
        ReportWriter writer = new ReportWriter(Lane.LIVE);
        ReportReader reader = reader();
        Workspace workspace = new Workspace();
        long bytes = 0;
        for (int i = 0; i < batches.size(); i++) {
            if (!chained) writer = new ReportWriter(Lane.LIVE);
            byte[] message = writer.write(report(i + 1, batches.get(i), new LogLines()));
            if (!chained) reader = reader();
            switch (reader.read(message, workspace)) {
                case Received.Accepted(Report report) -> {
                    if (!report.metrics().equals(batches.get(i))) throw new NotLosslessException(i, "differs");
                }
                case Received other -> throw new NotLosslessException(i, other.toString());
            }
            bytes += message.length;
        }
        return bytes;
    }
}
