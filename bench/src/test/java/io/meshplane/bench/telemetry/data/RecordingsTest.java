package io.meshplane.bench.telemetry.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.bench.telemetry.size.JsonLines;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import io.meshplane.telemetry.logs.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    private static final long MINUTE_MS = 60_000;

    @TempDir
    private Path folder = Path.of("");

    private static String hash(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
    }

    @Test
    void generatesTheSameFromTheSameSeedOnEveryMachine() throws Exception {
        Recording gateway = Recordings.generated(7).getFirst();

        assertThat(hash(new JsonLines().encode(gateway.batches(MINUTE_MS).getFirst())))
                .isEqualTo("9cf81ae389090439");
        assertThat(hash(gateway.logBatches(MINUTE_MS).getFirst().line(0))).isEqualTo("398193be315241ab");
        assertThat(Recordings.generatedMetrics("gateway", 8, 1))
                .isNotEqualTo(gateway.batches(MINUTE_MS).getFirst());
    }

    @Test
    void generatesAGatewayARelayAndAClientOfTheReferencesSize() {
        List<Recording> all = Recordings.generated(1);

        assertThat(all).extracting(Recording::name).containsExactly("gateway", "relay", "client");
        assertThat(all).extracting(recording -> recording.metrics().columns()).containsExactly(420, 80, 40);
        assertThat(all).allSatisfy(recording -> {
            assertThat(recording.metrics().rows()).isEqualTo(360);
            assertThat(recording.rowsIn(MINUTE_MS)).isEqualTo(6);
            assertThat(recording.log().count()).isPositive();
        });
    }

    @Test
    void readsAFolderByNameWithTheLogsThatAreThere() throws Exception {
        Files.writeString(folder.resolve("b.csv"), "ts_ms,x\n1,2\n");
        Files.writeString(folder.resolve("a.csv"), "ts_ms,x\n1,2\n");
        Files.writeString(folder.resolve("a.log.jsonl"), "one\n\nthree");

        List<Recording> all = Recordings.in(folder);

        assertThat(all).extracting(Recording::name).containsExactly("a", "b");
        assertThat(all.getFirst().log().count()).isEqualTo(3);
        assertThat(all.getLast().log().count()).isZero();
    }

    @Test
    void refusesAFolderWithoutTelemetry() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "");

        assertThatThrownBy(() -> Recordings.in(folder)).hasMessage(folder + ": no file is called *.csv");
        assertThatThrownBy(() -> Recordings.in(folder.resolve("gone"))).hasMessageEndingWith("gone: no such folder");
    }

    @Test
    void refusesAFileWithoutAValueAndALineThatNoFormatHas() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "ts_ms,x\n");

        assertThatThrownBy(() -> Recordings.in(folder)).hasMessageEndingWith("a.csv: no value in it");

        Files.writeString(folder.resolve("a.csv"), "ts_ms,x\n1,2\n");
        Files.writeString(folder.resolve("a.log.jsonl"), "short\n" + "x".repeat(LogLines.MAX_LINE_BYTES + 1));

        assertThatThrownBy(() -> Recordings.in(folder)).hasMessageContaining("a.log.jsonl:2: longer than");
    }

    @Test
    void cutsMetricsIntoBatchesByTheirUsualIntervalAndLeavesOutAbsentSeries() {
        MetricTable table = new MetricTable();
        var x = new SeriesId("x", List.of());
        var y = new SeriesId("y", List.of());
        for (int i = 0; i < 5; i++) {
            table.addRow(i * 30_000L);
            table.setNumber(table.column(x, MetricTable.Kind.NUMBER), i, i);
        }
        table.setNumber(table.column(y, MetricTable.Kind.NUMBER), 3, 1);

        List<MetricTable> batches = new Recording("n", table, new TimedLog()).batches(MINUTE_MS);

        assertThat(batches).extracting(MetricTable::rows).containsExactly(2, 2, 1);
        assertThat(batches).extracting(MetricTable::columns).containsExactly(1, 2, 1);
        assertThat(batches.get(1).has(1, 0)).isFalse();
        assertThat(batches.get(1).number(1, 1)).isEqualTo(1);
    }

    @Test
    void cutsALogByItsTimes() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "ts_ms,x\n1,2\n");
        Files.writeString(folder.resolve("a.log.jsonl"), """
                {"ts":"2026-06-20T18:00:59.999Z","msg":"a"}
                  at a stack trace
                {"ts":"2026-06-20T18:01:00Z","msg":"b"}
                {"ts":"2026-06-20T18:03:00.5Z","msg":"c"}
                """);

        List<LogLines> batches = Recordings.in(folder).getFirst().logBatches(MINUTE_MS);

        assertThat(batches).extracting(LogLines::count).containsExactly(2, 1, 1);
    }
}
