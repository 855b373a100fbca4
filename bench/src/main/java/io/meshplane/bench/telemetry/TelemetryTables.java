package io.meshplane.bench.telemetry;

import static io.meshplane.bench.report.Figures.number;
import static io.meshplane.bench.report.Figures.whole;

import io.meshplane.bench.report.TextTable;
import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.ingest.IngestFigure;
import io.meshplane.bench.telemetry.ingest.Work;
import io.meshplane.bench.telemetry.size.SizeBench;
import io.meshplane.bench.telemetry.size.SizeFigure;
import io.meshplane.bench.telemetry.speed.SpeedFigure;
import io.meshplane.bench.telemetry.speed.Spread;
import io.meshplane.bench.telemetry.speed.StateFigure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Figures for people. */
final class TelemetryTables {
    private static final double MILLION = 1e6;
    private static final double MIB = 1 << 20;
    private static final double KIB = 1 << 10;

    static String of(TelemetryResult result) {
        StringBuilder text = new StringBuilder();
        text.append("data: ").append(result.source()).append('\n');
        text.append("machine: ").append(result.machine().inWords());
        text.append(", load %.1f after%n".formatted(result.loadAfter()));
        if (result.quick()) text.append("quick: figures of speed are rough\n");
        nodes(text, result.recordings());
        sizes(text, "Bytes per value", result.metricSizes());
        sizes(text, "Bytes per log line", result.logSizes());
        speeds(text, result.speeds());
        result.state().ifPresent(state -> state(text, state));
        ingest(text, result);
        return text.toString();
    }

    private static void nodes(StringBuilder text, List<Recording> recordings) {
        TextTable table = new TextTable(List.of("node", "series", "scrapes", "values", "interval s", "log lines"));
        for (Recording recording : recordings) {
            table.row(List.of(
                    recording.name(),
                    whole(recording.metrics().columns()),
                    whole(recording.metrics().rows()),
                    whole(recording.valueCount()),
                    number(recording.intervalMs() / 1000.0, 1),
                    whole(recording.log().count())));
        }
        text.append('\n').append(table.render());
    }

    /** Formats down, nodes and batches across; the last column is the first one in multiples of ours, chained. */
    private static void sizes(StringBuilder text, String title, List<SizeFigure> figures) {
        if (figures.isEmpty()) return;
        Set<String> columns = new LinkedHashSet<>();
        Map<String, Map<String, SizeFigure>> rows = new LinkedHashMap<>();
        for (SizeFigure figure : figures) {
            columns.add(figure.node() + " " + figure.batch());
            rows.computeIfAbsent(figure.format(), fresh -> new LinkedHashMap<>())
                    .put(figure.node() + " " + figure.batch(), figure);
        }
        String first = columns.iterator().next();
        SizeFigure ours = rows.getOrDefault(SizeBench.CHAINED, Map.of()).get(first);
        List<String> head = new ArrayList<>(List.of(title));
        head.addAll(columns);
        head.add("× ours, " + first);
        TextTable table = new TextTable(head);
        for (Map<String, SizeFigure> row : rows.values()) {
            SizeFigure peer = row.get(first);
            List<String> cells =
                    new ArrayList<>(List.of(row.values().iterator().next().title()));
            for (String column : columns) {
                SizeFigure figure = row.get(column);
                cells.add(figure == null ? "" : number(figure.perUnit(), 3));
            }
            cells.add(ours == null || peer == null ? "" : number(peer.perUnit() / ours.perUnit(), 1));
            table.row(cells);
        }
        text.append('\n').append(table.render());
        text.append("ours: decoded again and equal, every one\n");
    }

    private static void speeds(StringBuilder text, List<SpeedFigure> figures) {
        if (figures.isEmpty()) return;
        TextTable table = new TextTable(List.of(
                "Codec, one thread",
                "encode M values/CPU s",
                "(lowest–highest)",
                "decode M values/CPU s",
                "(lowest–highest)",
                "B allocated/value encode",
                "decode",
                "state KiB writer",
                "reader"));
        for (SpeedFigure figure : figures) {
            table.row(List.of(
                    figure.node() + " 1m",
                    number(figure.encode().median(), 2),
                    range(figure.encode()),
                    number(figure.decode().median(), 2),
                    range(figure.decode()),
                    number(figure.encodeAllocatedBytes(), 2),
                    number(figure.decodeAllocatedBytes(), 2),
                    number(figure.writerStateBytes() / KIB, 1),
                    number(figure.readerStateBytes() / KIB, 1)));
        }
        text.append('\n').append(table.render());
        text.append(
                "median of %d rounds%n".formatted(figures.getFirst().encode().rounds()));
    }

    private static void state(StringBuilder text, StateFigure state) {
        TextTable table = new TextTable(List.of("State at the receiver", "nodes", "KiB a node", "MiB"));
        for (StateFigure.Kind kind : state.kinds()) {
            table.row(List.of(
                    kind.node(),
                    whole(kind.nodes()),
                    number(kind.heldBytesEach() / KIB, 1),
                    number(kind.heldBytes() / MIB, 0)));
        }
        table.row(List.of("all", whole(state.nodes()), "", number(state.heldBytes() / MIB, 0)));
        text.append('\n').append(table.render());
        text.append("measured on the heap, metrics and log; the receivers themselves say %s MiB%n"
                .formatted(number(state.saidBytes() / MIB, 0)));
    }

    private static void ingest(StringBuilder text, TelemetryResult result) {
        if (result.ingest().isEmpty()) return;
        TextTable table = new TextTable(List.of(
                "Ingest",
                "M values/CPU s",
                "uploads/CPU s",
                "CPU s",
                "broker CPU s",
                "database CPU s",
                "wall s",
                "peak RSS MiB",
                "body B/value",
                "repeats"));
        List<String> notes = new ArrayList<>();
        for (IngestFigure figure : result.ingest()) {
            if (figure.outcome() != IngestFigure.Outcome.MEASURED) {
                notes.add(figure.title() + ": " + figure.outcome().name().toLowerCase(Locale.ROOT) + ", "
                        + figure.detail());
            }
            if (figure.uploads() > 0) table.row(server(figure));
        }
        text.append('\n').append(table.render());
        for (String note : notes) text.append(note).append('\n');
        text.append(result.ingestWorkload()).append('\n');
        work(text, result.ingest());
        ratios(text, IngestRatio.of(result.ingest()));
    }

    private static List<String> server(IngestFigure figure) {
        return List.of(
                figure.title(),
                number(figure.valuesPerCpuSecond() / MILLION, 3),
                whole(Math.round(figure.uploadsPerCpuSecond())),
                number(figure.cpuSeconds(), 2),
                number(figure.brokerCpuSeconds(), 2),
                number(figure.databaseCpuSeconds(), 2),
                number(figure.wallSeconds(), 1),
                whole(Math.round(figure.peakRssBytes() / MIB)),
                number((double) figure.bodyBytes() / figure.values(), 2),
                whole(figure.repeats()));
    }

    private static void work(StringBuilder text, List<IngestFigure> figures) {
        List<String> head = new ArrayList<>(List.of("Where an upload's CPU time goes, µs"));
        for (Work work : Work.values())
            head.add(work.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        TextTable table = new TextTable(head);
        List<IngestFigure> ours =
                figures.stream().filter(figure -> !figure.cpuByWork().isEmpty()).toList();
        for (IngestFigure figure : ours) {
            List<String> cells = new ArrayList<>(List.of(figure.title()));
            for (Work work : Work.values()) {
                cells.add(number(figure.cpuByWork().getOrDefault(work, 0.0) * MILLION / figure.uploads(), 1));
            }
            table.row(cells);
        }
        if (!ours.isEmpty()) text.append('\n').append(table.render());
    }

    private static void ratios(StringBuilder text, List<IngestRatio> ratios) {
        if (ratios.isEmpty()) return;
        Map<String, List<String>> rows = new LinkedHashMap<>();
        Set<String> peers = new LinkedHashSet<>();
        for (IngestRatio ratio : ratios) {
            peers.add("× " + ratio.peer().title());
            rows.computeIfAbsent(ratio.ours().title(), title -> new ArrayList<>(List.of(title)))
                    .add(number(ratio.ratio(), 2));
        }
        List<String> head = new ArrayList<>(List.of("Values per CPU second, ours to the peer's"));
        head.addAll(peers);
        TextTable table = new TextTable(head);
        for (List<String> row : rows.values()) table.row(row);
        text.append('\n').append(table.render());
    }

    private static String range(Spread spread) {
        return number(spread.lowest(), 2) + "–" + number(spread.highest(), 2);
    }

    private TelemetryTables() {}
}
