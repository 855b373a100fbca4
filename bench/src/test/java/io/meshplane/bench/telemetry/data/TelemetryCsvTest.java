package io.meshplane.bench.telemetry.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.bench.Unusable;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.MetricTable.Kind;
import io.meshplane.telemetry.codec.SeriesId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryCsvTest {
    @TempDir
    private Path folder = Path.of("");

    private MetricTable read(String text) throws IOException, Unusable {
        return TelemetryCsv.read(Files.writeString(folder.resolve("node.csv"), text));
    }

    @Test
    void readsNamesLabelsTimesAndValues() throws Exception {
        MetricTable table = read("ts_ms,rx_total{interface=wg0;peer=fd00::1},load\n1000,18446744073709551615,-0.25\n");

        assertThat(table.rows()).isEqualTo(1);
        assertThat(table.timeMs(0)).isEqualTo(1000);
        assertThat(table.id(0))
                .isEqualTo(
                        new SeriesId("rx_total", List.of(new Label("interface", "wg0"), new Label("peer", "fd00::1"))));
        assertThat(table.kind(0)).isEqualTo(Kind.COUNT);
        assertThat(table.bits(0, 0)).isEqualTo(-1L);
        assertThat(table.kind(1)).isEqualTo(Kind.NUMBER);
        assertThat(table.number(1, 0)).isEqualTo(-0.25);
    }

    @Test
    void takesATotalWithAFractionForADouble() throws Exception {
        MetricTable table = read("ts_ms,cpu_seconds_total,large_total\n1,5,18446744073709551616\n2,5.25,1\n");

        assertThat(table.kind(0)).isEqualTo(Kind.NUMBER);
        assertThat(table.number(0, 1)).isEqualTo(5.25);
        assertThat(table.kind(1)).isEqualTo(Kind.NUMBER);
    }

    @Test
    void tellsAnAbsentValueFromNaN() throws Exception {
        MetricTable table = read("ts_ms,a,b\n1,,NaN\n2,+Inf,-Infinity\n");

        assertThat(table.has(0, 0)).isFalse();
        assertThat(table.has(1, 0)).isTrue();
        assertThat(table.number(1, 0)).isNaN();
        assertThat(table.number(0, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(table.number(1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void takesTheLineEndsOfWindowsAndEmptyLinesAtTheEnd() throws Exception {
        assertThat(read("ts_ms,a\r\n1,2\r\n\r\n").rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time,a%1,2 | :1:1: the first column is ts_ms, not 'time'",
                "ts_ms,a%x,2 | :2:1: no whole milliseconds: 'x'",
                "ts_ms,a,b%1,2 | :2: 2 fields where the head has 3",
                "ts_ms,a,b%1,2,3%2,2,3,4 | :3: 4 fields where the head has 3",
                "ts_ms,a,b%1,2,3%2,2,3d | :3:3: no number: '3d'",
                "ts_ms,a,b%1,2,0x1p3 | :2:3: no number: '0x1p3'",
                "ts_ms,a, b%1,2,3 | :1:3: series name has a wrong character at index 0: ' b'",
                "ts_ms,a{b=c%1,2 | :1:2: no closing brace: 'a{b=c'",
                "ts_ms,a{b}%1,2 | :1:2: a label without =: 'a{b}'",
                "ts_ms,a,a%1,2,3 | :1:3: the series is there twice: 'a'",
                "ts_ms,a%1,2%%3,4 | :3: 1 fields where the head has 2",
            })
    void saysWhereAFileBreaksTheForm(String text, String sentence) {
        assertThatThrownBy(() -> read(text.replace('%', '\n')))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.exitCode()).isEqualTo(Unusable.BAD_DATA))
                .hasMessage(folder.resolve("node.csv") + sentence);
    }

    @Test
    void refusesWhatIsNoUtf8() throws IOException {
        Path file = Files.write(folder.resolve("bad.csv"), "ts_ms,\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> TelemetryCsv.read(file)).hasMessage(file + ": not UTF-8");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("node.csv:1: empty");
    }
}
