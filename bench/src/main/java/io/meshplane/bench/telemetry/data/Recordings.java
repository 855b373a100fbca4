package io.meshplane.bench.telemetry.data;

import io.meshplane.bench.Unusable;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.testkit.telemetry.RouterLog;
import io.meshplane.testkit.telemetry.RouterTelemetry;
import io.meshplane.testkit.telemetry.SampleSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where recordings come from. */
public final class Recordings {
    private static final int MINUTES = 60;
    private static final int SCRAPES_A_MINUTE = 6;
    private static final String CSV = ".csv";

    /** Role, peers, lines of log a second. */
    private record Role(String name, int peers, double linesPerSecond) {}

    private static final List<Role> ROLES =
            List.of(new Role("gateway", 40, 1.4), new Role("relay", 6, 0.5), new Role("client", 2, 0.15));

    /**
     * Reads every {@code NAME.csv} of a folder, by name, each with {@code NAME.log.jsonl} if it is there.
     *
     * @throws Unusable if there is none, or one is not of the form
     */
    public static List<Recording> in(Path folder) throws IOException, Unusable {
        if (!Files.isDirectory(folder)) throw new Unusable(Unusable.BAD_DATA, folder + ": no such folder");
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(CSV))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
        if (files.isEmpty()) throw new Unusable(Unusable.BAD_DATA, folder + ": no file is called *" + CSV);
        List<Recording> recordings = new ArrayList<>();
        for (Path file : files) {
            String fileName = file.getFileName().toString();
            String name = fileName.substring(0, fileName.length() - CSV.length());
            MetricTable metrics = TelemetryCsv.read(file);
            if (Recording.valueCount(metrics) == 0) throw new Unusable(Unusable.BAD_DATA, file + ": no value in it");
            Path log = file.resolveSibling(name + ".log.jsonl");
            recordings.add(new Recording(name, metrics, Files.exists(log) ? TimedLog.read(log) : new TimedLog()));
        }
        return recordings;
    }

    /** An hour of a gateway, a relay and a client in the evening. */
    public static List<Recording> generated(long seed) {
        List<Recording> recordings = new ArrayList<>();
        for (Role role : ROLES) {
            TimedLog log = new TimedLog();
            for (List<String> minute : new RouterLog(seed, role.peers(), role.linesPerSecond()).minutes(MINUTES)) {
                for (String line : minute) log.add(line.getBytes(StandardCharsets.UTF_8));
            }
            recordings.add(new Recording(role.name(), generatedMetrics(role.name(), seed, MINUTES), log));
        }
        return recordings;
    }

    /** Metrics of a generated node; role as {@link RouterTelemetry#of} takes it. */
    public static MetricTable generatedMetrics(String role, long seed, int minutes) {
        TableSink sink = new TableSink();
        RouterTelemetry router = RouterTelemetry.of(role, seed);
        for (int i = 0; i < minutes * SCRAPES_A_MINUTE; i++) router.scrape(sink);
        return sink.table;
    }

    private static final class TableSink implements SampleSink {
        final MetricTable table = new MetricTable();
        private final Map<Series, Integer> columns = new HashMap<>();
        private int row;

        @Override
        public void scrape(long timeMs) {
            row = table.addRow(timeMs);
        }

        @Override
        public void count(Series series, long value) {
            table.setBits(column(series, MetricTable.Kind.COUNT), row, value);
        }

        @Override
        public void number(Series series, double value) {
            table.setNumber(column(series, MetricTable.Kind.NUMBER), row, value);
        }

        private int column(Series series, MetricTable.Kind kind) {
            return columns.computeIfAbsent(series, fresh -> table.append(id(fresh), kind));
        }

        private static SeriesId id(Series series) {
            List<Label> labels = new ArrayList<>();
            series.labels().forEach((name, value) -> labels.add(new Label(name, value)));
            return new SeriesId(series.name(), labels);
        }
    }

    private Recordings() {}
}
