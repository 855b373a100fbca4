package io.meshplane.ingest;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Report;
import io.meshplane.telemetry.stream.ReportWriter;
import io.meshplane.testkit.telemetry.RouterLog;
import io.meshplane.testkit.telemetry.RouterTelemetry;
import io.meshplane.testkit.telemetry.SampleSink;
import java.util.ArrayList;
import java.util.List;

/** A router's minutes as one chain of messages. */
final class RouterMinutes implements SampleSink {
    private static final int SCRAPES = 6;

    private final MetricTable table = new MetricTable();
    private int row;

    /** @param role gateway, relay or client */
    static List<byte[]> messages(String role, long seed, int minutes, boolean logs) {
        RouterTelemetry router = RouterTelemetry.of(role, seed);
        List<List<String>> log = new RouterLog(seed, 8, role.equals("gateway") ? 1.4 : 0.3).minutes(minutes);
        ReportWriter writer = new ReportWriter(Lane.LIVE);
        List<byte[]> messages = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            RouterMinutes rows = new RouterMinutes();
            for (int i = 0; i < SCRAPES; i++) router.scrape(rows);
            LogLines lines = new LogLines();
            if (logs) log.get(minute).forEach(lines::add);
            messages.add(writer.write(report(minute + 1, rows.table, lines)));
        }
        return messages;
    }

    private static Report report(long sequence, MetricTable table, LogLines lines) {
        long sentAtMs = table.timeMs(table.rows() - 1) + 3;
        return new Report(
                "n",
                1,
                sequence,
                sentAtMs,
                "0.1.0",
                60 * sequence,
                null,
                table,
                List.of(),
                List.of(),
                List.of(),
                lines);
    }

    @Override
    public void scrape(long timeMs) {
        row = table.addRow(timeMs);
    }

    @Override
    public void count(Series series, long value) {
        table.setBits(table.column(id(series), MetricTable.Kind.COUNT), row, value);
    }

    @Override
    public void number(Series series, double value) {
        table.setNumber(table.column(id(series), MetricTable.Kind.NUMBER), row, value);
    }

    private static SeriesId id(Series series) {
        List<Label> labels = new ArrayList<>();
        series.labels().forEach((name, value) -> labels.add(new Label(name, value)));
        return new SeriesId(series.name(), labels);
    }
}
