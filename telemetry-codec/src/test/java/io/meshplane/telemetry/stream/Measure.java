package io.meshplane.telemetry.stream;

import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.logs.LogLines;
import io.meshplane.telemetry.metrics.CsvTelemetry;
import io.meshplane.telemetry.metrics.ExporterTelemetry;
import io.meshplane.telemetry.metrics.RouterTelemetry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints sizes and speeds of whole messages of metrics, decoded again and compared. Arguments: scrapes per message, then files
 * in the reference form or ROLE:SEED of the generator.
 */
public final class Measure {
    private static final String NODE = "nabcdefghijklmnopqrstuvwxyz";

    private static final Workspace WORKSPACE = new Workspace();

    private Measure() {}

    public static void main(String[] args) throws Exception {
        int rows = Integer.parseInt(args[0]);
        for (int i = 1; i < args.length; i++) measure(args[i], batches(args[i], rows));
    }

    private static void measure(String source, List<MetricTable> batches) {
        long values = 0;
        for (MetricTable batch : batches) values += (long) batch.rows() * batch.columns();
        ReportWriter writer = new ReportWriter(Lane.LIVE);
        List<byte[]> messages = write(writer, batches);
        ReportReader reader = new ReportReader(Lane.LIVE, Limits.DEFAULT);
        long alone = 0;
        for (int i = 0; i < batches.size(); i++) {
            if (!read(reader, messages.get(i)).metrics().equals(batches.get(i))) {
                throw new IllegalStateException("batch " + i + " differs");
            }
            alone += new ReportWriter(Lane.LIVE).write(report(batches.get(i), i + 1)).length;
        }
        long size = messages.stream().mapToLong(m -> m.length).sum();
        System.out.printf(
                "%s: %d values, %d bytes, %.4f B/value (the first %d B, then %.4f); all self-contained %.4f%n",
                source,
                values,
                size,
                (double) size / values,
                messages.getFirst().length,
                (size - messages.getFirst().length) / (double) (values - values / batches.size()),
                (double) alone / values);
        System.out.printf(
                "   state %.1f KiB (writer, with its search), %.1f KiB (reader)%n",
                writer.sizeBytes() / 1024.0, reader.sizeBytes() / 1024.0);
        speed(batches, messages, values);
    }

    private static void speed(List<MetricTable> batches, List<byte[]> messages, long values) {
        double encode = 0;
        double decode = 0;
        for (int i = 0; i < 15; i++) {
            long begin = cpu();
            write(new ReportWriter(Lane.LIVE), batches);
            long written = cpu();
            ReportReader reader = new ReportReader(Lane.LIVE, Limits.DEFAULT);
            for (byte[] message : messages) read(reader, message);
            encode = Math.max(encode, values * 1e3 / (written - begin));
            decode = Math.max(decode, values * 1e3 / (cpu() - written));
        }
        System.out.printf("   encode %.2f, decode %.2f million values per CPU second (best of 15)%n", encode, decode);
    }

    private static List<byte[]> write(ReportWriter writer, List<MetricTable> batches) {
        List<byte[]> messages = new ArrayList<>();
        for (MetricTable batch : batches) messages.add(writer.write(report(batch, messages.size() + 1)));
        return messages;
    }

    private static Report read(ReportReader reader, byte[] message) {
        if (reader.read(message, WORKSPACE) instanceof Received.Accepted accepted) return accepted.report();
        throw new IllegalStateException("not accepted");
    }

    private static Report report(MetricTable table, long sequence) {
        long sentAtMs = table.timeMs(table.rows() - 1) + 5 + sequence % 7;
        long uptime = sentAtMs / 1000 - 1_700_000_000;
        return new Report(
                NODE,
                0x0123456789abcdefL,
                sequence,
                sentAtMs,
                "0.1.0",
                uptime,
                260,
                table,
                List.of(),
                List.of(),
                List.of(),
                new LogLines());
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static List<MetricTable> batches(String source, int rows) throws Exception {
        String[] parts = source.split(":");
        if (parts.length == 1) return CsvTelemetry.batches(Path.of(source), rows);
        if (parts[0].equals("exporter"))
            return new ExporterTelemetry(Long.parseLong(parts[1])).batches(360 / rows, rows);
        RouterTelemetry router = RouterTelemetry.of(parts[0], Long.parseLong(parts[1]));
        List<MetricTable> batches = new ArrayList<>();
        for (int scrapes = 0; scrapes < 360; scrapes += rows) batches.add(router.next(rows));
        return batches;
    }
}
