package io.meshplane.bench.agent;

import static io.meshplane.bench.report.Figures.number;
import static io.meshplane.bench.report.Figures.whole;

import io.meshplane.bench.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Figures for people. */
final class AgentTables {
    private static final double MIB = 1 << 20;

    static String of(AgentResult result) {
        StringBuilder text = new StringBuilder();
        text.append("machine: ").append(result.machine().inWords());
        text.append(", load ").append(number(result.loadAfter(), 1)).append(" after\n");
        text.append("%d minutes, %s, a sample each 10 s, %s the log\n\n"
                .formatted(
                        result.options().length().toMinutes(),
                        result.options().tls() ? "TLS" : "clear text",
                        result.options().log() ? "with" : "without"));
        List<String> head = new ArrayList<>(List.of(""));
        result.roles().forEach(figure -> head.add(figure.role().word()));
        head.add("goal");
        TextTable table = new TextTable(head);
        reports(table, result);
        process(table, result);
        text.append(table.render());
        if (!result.uncounted().isEmpty()) {
            text.append("IP bytes are not counted: ").append(result.uncounted()).append('\n');
        }
        return text.toString();
    }

    private static void reports(TextTable table, AgentResult result) {
        row(table, result, "IP bytes a value", AgentTables::bytesPerValue, goals(result));
        row(
                table,
                result,
                "IP bytes",
                f -> f.traffic().map(t -> whole(t.ipBytes())).orElse("-"),
                "");
        row(
                table,
                result,
                "packets",
                f -> f.traffic().map(t -> whole(t.packets())).orElse("-"),
                "");
        row(table, result, "bytes of batches", f -> whole(f.door().bodyBytes()), "");
        row(table, result, "values", f -> whole(f.door().values()), "");
        row(table, result, "series", f -> whole(f.series()), "");
        row(table, result, "log lines", f -> whole(f.door().lines()), "");
        row(table, result, "batches", f -> whole(f.door().batches()), "");
        row(
                table,
                result,
                "connections, sign-ins",
                f -> f.door().connections() + ", " + f.door().signIns(),
                "1, 1");
        row(table, result, "refused", f -> whole(f.door().complaints()), "0");
    }

    private static void process(TextTable table, AgentResult result) {
        String rss = number(AgentResult.RSS_BYTES_MOST / MIB, 0);
        row(table, result, "resident set, MiB", f -> number(f.process().rssBytes() / MIB, 1), rss);
        row(table, result, "of it anonymous", f -> number(f.process().anonymousBytes() / MIB, 1), "");
        row(table, result, "highest", f -> number(f.process().peakRssBytes() / MIB, 1), "");
        String cpu = number(AgentResult.CPU_PERCENT_MOST, 0);
        row(table, result, "CPU, % of a core", f -> number(f.process().cpuPercent(), 2), cpu);
        row(table, result, "CPU s before", f -> number(f.process().startCpuSeconds(), 1), "");
        String descriptors = whole(AgentResult.DESCRIPTORS_MOST);
        row(table, result, "descriptors, most", f -> whole(f.process().descriptors()), descriptors);
        row(table, result, "neighbours that came or went", f -> whole(f.neighbourChanges()), "");
    }

    private static String bytesPerValue(RoleFigure figure) {
        return figure.bytesPerValue().map(bytes -> number(bytes, 3)).orElse("-");
    }

    private static String goals(AgentResult result) {
        return String.join(
                ", ",
                result.roles().stream()
                        .map(figure -> number(figure.role().bytesPerValueMost(), 1))
                        .toList());
    }

    private static void row(
            TextTable table, AgentResult result, String name, Function<RoleFigure, String> cell, String goal) {
        List<String> cells = new ArrayList<>(List.of(name));
        result.roles().forEach(figure -> cells.add(cell.apply(figure)));
        cells.add(goal);
        table.row(cells);
    }

    private AgentTables() {}
}
