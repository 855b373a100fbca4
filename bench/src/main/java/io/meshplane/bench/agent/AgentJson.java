package io.meshplane.bench.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.bench.report.JsonReport;

/** Figures for programs. The keys are documented in docs/benchmarks.md; none changes its meaning within a version. */
final class AgentJson {
    static final int VERSION = 1;

    static String of(AgentResult result) {
        ObjectNode root = JsonReport.begin("agent", VERSION, false, result.machine(), result.loadAfter());
        root.put("minutes", result.options().length().toMinutes())
                .put("tls", result.options().tls())
                .put("log", result.options().log());
        if (!result.uncounted().isEmpty()) root.put("ip_bytes_not_counted", result.uncounted());
        ObjectNode roles = root.putObject("roles");
        for (RoleFigure figure : result.roles())
            role(roles.putObject(figure.role().word()), figure);
        return JsonReport.text(root);
    }

    private static void role(ObjectNode node, RoleFigure figure) {
        figure.bytesPerValue().ifPresent(bytes -> node.put("ip_bytes_per_value", bytes));
        node.put("ip_bytes_per_value_goal", figure.role().bytesPerValueMost());
        figure.traffic()
                .ifPresent(traffic -> node.put("ip_bytes", traffic.ipBytes()).put("packets", traffic.packets()));
        DoorCounts door = figure.door();
        node.put("batch_bytes", door.bodyBytes())
                .put("values", door.values())
                .put("series", figure.series())
                .put("scrapes", door.scrapes())
                .put("log_lines", door.lines())
                .put("batches", door.batches())
                .put("connections", door.connections())
                .put("sign_ins", door.signIns())
                .put("refused", door.complaints());
        AgentFootprint process = figure.process();
        node.put("rss_bytes", process.rssBytes())
                .put("rss_bytes_goal", AgentResult.RSS_BYTES_MOST)
                .put("rss_anonymous_bytes", process.anonymousBytes())
                .put("rss_peak_bytes", process.peakRssBytes())
                .put("cpu_percent", process.cpuPercent())
                .put("cpu_percent_goal", AgentResult.CPU_PERCENT_MOST)
                .put("cpu_seconds_of_start", process.startCpuSeconds())
                .put("descriptors", process.descriptors())
                .put("descriptors_goal", AgentResult.DESCRIPTORS_MOST)
                .put("neighbour_changes", figure.neighbourChanges());
    }

    private AgentJson() {}
}
