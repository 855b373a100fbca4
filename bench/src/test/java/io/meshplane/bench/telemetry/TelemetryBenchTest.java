package io.meshplane.bench.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplane.bench.Unusable;
import io.meshplane.bench.report.MachineFacts;
import io.meshplane.bench.telemetry.ingest.IngestFigure;
import io.meshplane.bench.telemetry.ingest.IngestFigure.Outcome;
import io.meshplane.bench.telemetry.ingest.Work;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryBenchTest {
    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String... words) throws Exception {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new TelemetryBench(print, nowhere).run(TelemetryOptions.parse(List.of(words)));
    }

    private void writeNode() throws Exception {
        StringBuilder csv = new StringBuilder("ts_ms,rx_total{interface=wg0},load\n");
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            csv.append(1_700_000_000_000L + i * 10_000L)
                    .append(',')
                    .append(i * 1500L)
                    .append(',');
            csv.append(i % 7 == 0 ? "" : i % 5 / 4.0).append('\n');
            log.append("{\"ts\":\"2026-06-20T18:")
                    .append(10 + i / 6)
                    .append(":00Z\",\"msg\":\"n=")
                    .append(i)
                    .append("\"}\n");
        }
        Files.writeString(folder.resolve("node-a.csv"), csv);
        Files.writeString(folder.resolve("node-a.log.jsonl"), log);
    }

    @Test
    void printsFiguresForPrograms() throws Exception {
        writeNode();

        int exitCode = run("--quick", "--json", "--only", "size", "--only", "speed", "--data", folder.toString());

        JsonNode root = new ObjectMapper().readTree(out.toByteArray());
        assertThat(exitCode).isZero();
        assertThat(root.at("/suite").asText()).isEqualTo("telemetry");
        assertThat(root.at("/version").asInt()).isEqualTo(1);
        assertThat(root.at("/machine/cores").asInt()).isPositive();
        assertThat(root.at("/data/nodes/0/name").asText()).isEqualTo("node-a");
        assertThat(root.at("/data/nodes/0/values").asLong()).isEqualTo(60 + 60 - 9);
        assertThat(root.at("/data/nodes/0/log_lines").asInt()).isEqualTo(60);
        assertThat(root.at("/metric_bytes").findValuesAsText("format"))
                .contains("otlp_scrape_gzip6", "meshplane2_chained");
        assertThat(root.at("/metric_bytes/0/bytes_per_value").asDouble()).isPositive();
        assertThat(root.at("/log_bytes/0/lines").asInt()).isEqualTo(60);
        assertThat(root.at("/codec/0/decode_million_values_per_cpu_second/median")
                        .asDouble())
                .isPositive();
        assertThat(root.at("/codec/0/reader_state_bytes").asLong()).isPositive();
        assertThat(root.at("/state/nodes").asInt()).isEqualTo(1_000);
        assertThat(root.at("/state/kinds").findValuesAsText("nodes")).containsExactly("20", "180", "800");
        assertThat(root.at("/state/heap_bytes").asLong()).isGreaterThan(1_000 * 8_192);
        assertThat(root.at("/ingest/servers")).isEmpty();
    }

    @Test
    void printsTablesForPeople() throws Exception {
        writeNode();

        run("--quick", "--only", "size", "--only", "speed", "--data", folder.toString());

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("data: " + folder + "\nmachine: ")
                .contains("\nnode-a       2       60     111", "\nBytes per value", "\nBytes per log line")
                .contains(
                        "Meshplane 2, chained", "\nCodec, one thread", "median of 3 rounds", "\nState at the receiver");
    }

    @Test
    void endsWithoutAFigureWhenTheDataIsBad() throws Exception {
        Files.writeString(folder.resolve("bad.csv"), "ts_ms,a\n1,two\n");

        assertThatThrownBy(() -> run("--data", folder.toString()))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.exitCode()).isEqualTo(Unusable.BAD_DATA))
                .hasMessageEndingWith("bad.csv:2:2: no number: 'two'");
        assertThat(out.size()).isZero();
    }

    private static IngestFigure figure(String server, Outcome outcome, double cpuSeconds) {
        return new IngestFigure(
                server,
                "remote_write1",
                server + ", rw",
                outcome,
                "detail",
                100,
                3_000_000,
                600,
                2,
                cpuSeconds,
                0.5,
                0,
                server.equals("meshplane") ? Map.of(Work.DECODING, 0.25) : Map.of(),
                1 << 20,
                0,
                OptionalLong.of(1),
                1);
    }

    private static TelemetryResult result(IngestFigure... ingest) {
        MachineFacts machine = new MachineFacts("cpu", 2, "system", "java", 0.5);
        return new TelemetryResult(
                machine,
                "s",
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                "load",
                List.of(ingest),
                1);
    }

    @Test
    void setsOursBesideEveryPeerThatWasMeasured() throws Exception {
        TelemetryResult result = result(
                figure("meshplane", Outcome.MEASURED, 1.0),
                figure("vmagent", Outcome.MEASURED, 1.5),
                figure("prometheus", Outcome.MISSING, 0));

        JsonNode ratios = new ObjectMapper().readTree(TelemetryJson.of(result)).at("/ingest/ratios");

        assertThat(ratios).hasSize(1);
        assertThat(ratios.at("/0/peer").asText()).isEqualTo("vmagent");
        assertThat(ratios.at("/0/values_per_cpu_second_ratio").asDouble()).isEqualTo(1.5);
        assertThat(TelemetryTables.of(result))
                .contains(
                        "meshplane, rw            3.000",
                        "vmagent, rw              2.000",
                        "prometheus, rw: missing, detail");
        assertThat(result.hasFailed()).isFalse();
    }

    @Test
    void saysWhereTheTimeOfOurUploadsGoes() throws Exception {
        TelemetryResult result =
                result(figure("meshplane", Outcome.MEASURED, 1.0), figure("vmagent", Outcome.MEASURED, 1.5));

        JsonNode servers = new ObjectMapper().readTree(TelemetryJson.of(result)).at("/ingest/servers");

        assertThat(servers.at("/0/cpu_seconds_by_work/decoding").asDouble()).isEqualTo(0.25);
        assertThat(servers.at("/1").has("cpu_seconds_by_work")).isFalse();
        assertThat(TelemetryTables.of(result))
                .containsPattern("Where an upload's CPU time goes, µs +http +decoding")
                .containsPattern("meshplane, rw +0.0 +2500.0 +0.0");
    }

    @Test
    void aFailedFigureIsNotSetBesideOthersAndFailsTheRun() {
        TelemetryResult result =
                result(figure("meshplane", Outcome.FAILED, 1.0), figure("vmagent", Outcome.MEASURED, 1.5));

        assertThat(IngestRatio.of(result.ingest())).isEmpty();
        assertThat(result.hasFailed()).isTrue();
        assertThat(TelemetryTables.of(result)).contains("meshplane, rw: failed, detail");
    }
}
