package io.meshplane.bench.telemetry.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.bench.telemetry.data.Recording;
import io.meshplane.bench.telemetry.data.Recordings;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.logs.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizeBenchTest {
    @Test
    void oursGivesBackWhatNoGeneratorMakes() throws Exception {
        for (long seed = 1; seed <= 5; seed++) {
            List<MetricTable> batches = Tables.hostile(seed);

            assertThat(NativeFormat.size(batches, true)).isPositive();
            assertThat(NativeFormat.size(batches, false)).isPositive();
        }
    }

    @Test
    void countsTheTextWithItsLineEnds() {
        LogLines lines = new LogLines();
        lines.add("one");
        lines.add("");
        lines.add("three");

        assertThat(LogFormats.text(lines)).asString().isEqualTo("one\n\nthree\n");
    }

    @Test
    void aQuickRunHasEveryPeerBesideUsInOneBatchLength() throws Exception {
        List<Recording> client = List.of(Recordings.generated(2).getLast());
        SizeBench bench = new SizeBench(true, words -> {});

        List<SizeFigure> metrics = bench.metrics(client);
        List<SizeFigure> logs = bench.logs(client);

        assertThat(metrics)
                .extracting(SizeFigure::format)
                .containsExactly(
                        "json",
                        "json_gzip6",
                        "influx_gzip6",
                        "otlp_scrape",
                        "otlp_scrape_gzip6",
                        "otlp_scrape_zstd3",
                        "otlp_merged_zstd3",
                        "remote_write1_snappy",
                        "remote_write2_snappy",
                        "remote_write2_zstd3",
                        "gorilla_zstd3",
                        "columnar_chained_zstd3",
                        "meshplane2_self",
                        "meshplane2_chained");
        assertThat(logs)
                .extracting(SizeFigure::format)
                .containsExactly("text", "text_gzip6", "text_zstd3", "meshplane2_self", "meshplane2_chained");
        assertThat(metrics).allSatisfy(figure -> assertThat(figure.units()).isEqualTo(14_400));
        assertThat(metrics.getLast().perUnit()).isBetween(0.3, 1.0);
    }
}
