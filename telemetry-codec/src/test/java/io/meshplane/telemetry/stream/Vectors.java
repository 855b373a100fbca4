package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.metrics.RouterTelemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** The test vectors of docs/telemetry-format-2.md. The main method prints them anew: for a change of the format, not of a writer. */
final class Vectors {
    private static final SeriesId SENT =
            new SeriesId("interface_sent_bytes_total", List.of(new Label("interface", "wlan0")));
    private static final SeriesId LOAD = new SeriesId("load1", List.of());
    private static final String FAR = "n22222222222222222222222222";

    private Vectors() {}

    static Report first() {
        MetricTable table = new MetricTable();
        int sent = table.column(SENT, MetricTable.Kind.COUNT);
        int load = table.column(LOAD, MetricTable.Kind.NUMBER);
        for (long offset : new long[] {0, 5_000, 10_001}) table.addRow(1_700_000_000_000L + offset);
        long[] counts = {1_000, 1_500, 1_400};
        for (int row = 0; row < 3; row++) table.setBits(sent, row, counts[row]);
        table.setNumber(load, 0, 0.25);
        table.setNumber(load, 2, -0.0);
        Notice notice = new Notice(1_700_000_009_000L, "link-down", "wlan1");
        return report(7, 1_700_000_010_002L, 3_600, table, 21_040, 1_400, List.of(notice));
    }

    static Report second() {
        MetricTable table = new MetricTable();
        table.addRow(1_700_000_020_000L);
        table.setBits(table.column(SENT, MetricTable.Kind.COUNT), 0, 1_900);
        table.setNumber(table.column(LOAD, MetricTable.Kind.NUMBER), 0, 0.5);
        return report(8, 1_700_000_020_000L, 3_610, table, 20_900, 1_900, List.of());
    }

    static Report third() {
        MetricTable table = new MetricTable();
        table.addRow(1_700_000_050_000L);
        table.setBits(table.column(SENT, MetricTable.Kind.COUNT), 0, 2_000);
        table.setNumber(table.column(LOAD, MetricTable.Kind.NUMBER), 0, 0.5);
        Notice notice = new Notice(1_700_000_023_000L, 17_000, "uplink-down", "no carrier on eth0");
        return report(9, 1_700_000_050_000L, 3_640, table, 20_900, 2_000, List.of(notice));
    }

    private static Report report(
            long sequence,
            long sentAtMs,
            long uptime,
            MetricTable table,
            int rttMicros,
            long received,
            List<Notice> notices) {
        return new Report(
                Reports.NODE,
                Reports.BOOT,
                sequence,
                sentAtMs,
                "0.1.0",
                uptime,
                12,
                table,
                List.of(new LinkSample("wlan0", "fe80::1", "fe80::2", null, 256, rttMicros)),
                List.of(new UsageCounter("wlan0", FAR, 42, -1L, received)),
                notices,
                new LogLines());
    }

    /** CRC32C of all values, scrape by scrape and series by series. */
    static int digest(MetricTable table) {
        CRC32C crc = new CRC32C();
        for (int row = 0; row < table.rows(); row++) {
            for (int column = 0; column < table.columns(); column++) {
                crc.update(table.has(column, row) ? 1 : 0);
                for (int shift = 0; shift < 64 && table.has(column, row); shift += 8) {
                    crc.update((int) (table.bits(column, row) >>> shift) & 0xFF);
                }
            }
        }
        return (int) crc.getValue();
    }

    public static void main(String[] args) throws IOException {
        ReportWriter writer = new ReportWriter(Lane.LIVE);
        System.out.println(HexFormat.of().formatHex(writer.write(first())));
        System.out.println(HexFormat.of().formatHex(writer.write(second())));
        RouterTelemetry relay = RouterTelemetry.of("relay", 8_966);
        writer.reset();
        StringBuilder chain = new StringBuilder();
        for (int i = 1; i <= 40; i++) {
            MetricTable table = relay.next(6);
            String hex = HexFormat.of().formatHex(writer.write(Reports.of(table, i)));
            chain.append(hex)
                    .append(' ')
                    .append(HexFormat.of().toHexDigits(digest(table)))
                    .append('\n');
        }
        Files.writeString(Path.of(args[0]), chain, StandardCharsets.US_ASCII);
    }
}
