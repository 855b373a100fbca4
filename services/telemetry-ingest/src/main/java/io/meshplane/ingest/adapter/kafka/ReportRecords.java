package io.meshplane.ingest.adapter.kafka;

import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.stream.Notice;
import io.meshplane.telemetry.stream.Report;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes what an agent reported as one record. Not thread-safe; no objects per value. */
public final class ReportRecords {
    private final UploadRecordWriter writer;
    private long[] column = new long[64];
    private long[] times = new long[64];
    private byte[] missing = new byte[8];

    public ReportRecords(int maxBytes) {
        this.writer = new UploadRecordWriter(maxBytes);
    }

    /**
     * The record of a report.
     *
     * @param texts of the node's last report in this lane; kept up to date
     * @return null if it is larger than a record may be
     */
    public byte @Nullable [] write(UploadHead head, Report report, SeriesTexts texts) {
        writer.begin(head);
        MetricTable table = report.metrics();
        texts.match(table, writer);
        int rows = table.rows();
        roomFor(rows);
        for (int row = 0; row < rows; row++) times[row] = table.timeMs(row);
        writer.times(times, 0, rows);
        for (int i = 0; i < table.columns(); i++) series(table, i, texts.name(i));
        for (LinkSample link : report.links()) {
            writer.link(
                    link.interfaceName(),
                    link.localAddress(),
                    link.peerAddress(),
                    link.peerId(),
                    link.cost(),
                    link.rttMicros());
        }
        for (UsageCounter usage : report.usage()) {
            writer.usage(
                    usage.interfaceName(),
                    usage.peerId(),
                    usage.counterEpoch(),
                    usage.sentBytes(),
                    usage.receivedBytes());
        }
        LogLines lines = report.lines();
        for (int i = 0; i < lines.count(); i++) writer.logLine(lines.buffer(), lines.start(i), lines.end(i));
        for (Notice notice : report.notices()) {
            writer.note(notice.atMs(), notice.lastedMs(), notice.kind(), notice.text());
        }
        return writer.finish();
    }

    private void roomFor(int rows) {
        if (rows <= column.length) return;
        column = new long[rows];
        times = new long[rows];
        missing = new byte[(rows + 7) / 8];
    }

    private void series(MetricTable table, int index, byte[] name) {
        int rows = table.rows();
        int count = 0;
        for (int row = 0; row < rows; row++) if (table.has(index, row)) column[count++] = table.bits(index, row);
        if (count == 0) return;
        writer.openSeries(name);
        if (table.kind(index) == MetricTable.Kind.COUNT) writer.counts(column, 0, count);
        else writer.numbers(column, 0, count);
        if (count < rows) writeMissing(table, index);
        writer.closeSeries();
    }

    private void writeMissing(MetricTable table, int index) {
        Arrays.fill(missing, (byte) 0);
        for (int row = 0; row < table.rows(); row++) {
            if (!table.has(index, row)) missing[row >> 3] |= (byte) (1 << (row & 7));
        }
        writer.missing(missing, (table.rows() + 7) / 8);
    }
}
