package io.meshplane.bench.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.bench.report.JsonReport;
import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.ingest.IngestFigure;
import io.meshplane.bench.telemetry.ingest.Work;
import io.meshplane.bench.telemetry.size.SizeFigure;
import io.meshplane.bench.telemetry.speed.SpeedFigure;
import io.meshplane.bench.telemetry.speed.Spread;
import io.meshplane.bench.telemetry.speed.StateFigure;
import java.util.List;
import java.util.Locale;

/** Figures for programs. The keys are documented in docs/benchmarks.md; none changes its meaning within a version. */
final class TelemetryJson {
    static final int VERSION = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static String of(TelemetryResult result) {
        ObjectNode root = JsonReport.begin("telemetry", VERSION, result.quick(), result.machine(), result.loadAfter());
        ObjectNode data = root.putObject("data").put("source", result.source());
        result.seed().ifPresent(seed -> data.put("seed", seed));
        ArrayNode nodes = data.putArray("nodes");
        for (Recording recording : result.recordings()) nodes.add(node(recording));
        root.set("metric_bytes", sizes(result.metricSizes(), "value"));
        root.set("log_bytes", sizes(result.logSizes(), "line"));
        ArrayNode speeds = root.putArray("codec");
        for (SpeedFigure figure : result.speeds()) speeds.add(speed(figure));
        result.state().ifPresent(state -> root.set("state", state(state)));
        ObjectNode ingest = root.putObject("ingest").put("workload", result.ingestWorkload());
        ArrayNode servers = ingest.putArray("servers");
        for (IngestFigure figure : result.ingest()) servers.add(server(figure));
        ArrayNode ratios = ingest.putArray("ratios");
        for (IngestRatio ratio : IngestRatio.of(result.ingest())) {
            ratios.addObject()
                    .put("door", ratio.ours().door())
                    .put("peer", ratio.peer().server())
                    .put("values_per_cpu_second_ratio", ratio.ratio());
        }
        return JsonReport.text(root);
    }

    private static ObjectNode node(Recording recording) {
        return MAPPER.createObjectNode()
                .put("name", recording.name())
                .put("series", recording.metrics().columns())
                .put("scrapes", recording.metrics().rows())
                .put("values", recording.valueCount())
                .put("interval_ms", recording.intervalMs())
                .put("log_lines", recording.log().count());
    }

    private static ArrayNode sizes(List<SizeFigure> figures, String unit) {
        ArrayNode all = MAPPER.createArrayNode();
        for (SizeFigure figure : figures) {
            all.addObject()
                    .put("node", figure.node())
                    .put("batch", figure.batch())
                    .put("format", figure.format())
                    .put("bytes", figure.bytes())
                    .put(unit + "s", figure.units())
                    .put("bytes_per_" + unit, figure.perUnit());
        }
        return all;
    }

    private static ObjectNode speed(SpeedFigure figure) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("node", figure.node())
                .put("batch", "1m")
                .put("values", figure.values());
        node.set("encode_million_values_per_cpu_second", spread(figure.encode()));
        node.set("decode_million_values_per_cpu_second", spread(figure.decode()));
        return node.put("encode_allocated_bytes_per_value", figure.encodeAllocatedBytes())
                .put("decode_allocated_bytes_per_value", figure.decodeAllocatedBytes())
                .put("writer_state_bytes", figure.writerStateBytes())
                .put("reader_state_bytes", figure.readerStateBytes());
    }

    private static ObjectNode state(StateFigure state) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("nodes", state.nodes())
                .put("heap_bytes", state.heldBytes())
                .put("said_bytes", state.saidBytes());
        ArrayNode kinds = node.putArray("kinds");
        for (StateFigure.Kind kind : state.kinds()) {
            kinds.addObject()
                    .put("node", kind.node())
                    .put("nodes", kind.nodes())
                    .put("heap_bytes", kind.heldBytes());
        }
        return node;
    }

    private static ObjectNode spread(Spread spread) {
        return MAPPER.createObjectNode()
                .put("median", spread.median())
                .put("lowest", spread.lowest())
                .put("highest", spread.highest())
                .put("rounds", spread.rounds());
    }

    private static ObjectNode server(IngestFigure figure) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("server", figure.server())
                .put("door", figure.door())
                .put("outcome", figure.outcome().name().toLowerCase(Locale.ROOT))
                .put("detail", figure.detail());
        if (figure.uploads() == 0) return node;
        node.put("uploads", figure.uploads())
                .put("values", figure.values())
                .put("body_bytes", figure.bodyBytes())
                .put("wall_seconds", figure.wallSeconds())
                .put("cpu_seconds", figure.cpuSeconds())
                .put("broker_cpu_seconds", figure.brokerCpuSeconds())
                .put("database_cpu_seconds", figure.databaseCpuSeconds())
                .put("values_per_cpu_second", figure.valuesPerCpuSecond())
                .put("uploads_per_cpu_second", figure.uploadsPerCpuSecond())
                .put("peak_rss_bytes", figure.peakRssBytes())
                .put("repeats", figure.repeats())
                .put("expected_count", figure.expectedCount());
        if (!figure.cpuByWork().isEmpty()) {
            ObjectNode work = node.putObject("cpu_seconds_by_work");
            for (Work kind : Work.values()) {
                work.put(
                        kind.name().toLowerCase(Locale.ROOT), figure.cpuByWork().getOrDefault(kind, 0.0));
            }
        }
        figure.countedByServer().ifPresent(count -> node.put("counted_by_server", count));
        return node;
    }

    private TelemetryJson() {}
}
