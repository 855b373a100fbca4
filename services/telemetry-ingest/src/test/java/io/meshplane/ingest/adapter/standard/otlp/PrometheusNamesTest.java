package io.meshplane.ingest.adapter.standard.otlp;

import static io.meshplane.ingest.adapter.standard.otlp.PrometheusNames.Kind.COUNTER;
import static io.meshplane.ingest.adapter.standard.otlp.PrometheusNames.Kind.GAUGE;
import static io.meshplane.ingest.adapter.standard.otlp.PrometheusNames.Kind.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.meshplane.ingest.adapter.standard.otlp.PrometheusNames.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrometheusNamesTest {
    static Stream<Arguments> names() {
        return Stream.of(
                arguments("http.server.duration", "s", OTHER, "http_server_duration_seconds"),
                arguments("system.disk.io", "By", COUNTER, "system_disk_io_bytes_total"),
                arguments("wg_rx_bytes_total", "By", COUNTER, "wg_rx_bytes_total"),
                arguments("total.things", "{thing}", COUNTER, "things_total"),
                arguments("cpu.utilisation", "1", GAUGE, "cpu_utilisation_ratio"),
                arguments("net.speed", "By/s", OTHER, "net_speed_bytes_per_second"),
                arguments("2xx", "", OTHER, "_2xx"),
                arguments("a..b__c", "", OTHER, "a_b_c"),
                arguments("job:rate5m", "", OTHER, "job:rate5m"),
                arguments("rtt", "ms", OTHER, "rtt_milliseconds"),
                arguments("größe", "", OTHER, "gr_e"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesMetricsAsPrometheusDoes(String name, String unit, Kind kind, String expected) {
        assertThat(PrometheusNames.metric(name, unit, kind)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "5, 5",
        "1000, 1000",
        "1e21, 1000000000000000000000",
        "1e-7, 0.0000001",
        "-0.0, -0",
        "NaN, NaN",
        "Infinity, +Inf",
        "2.5e-5, 0.000025"
    })
    void writesBoundsWithoutExponents(double value, String expected) {
        assertThat(PlainNumbers.plain(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "1e20, 100000000000000000000", "1e21, 1e+21", "-2.5e-7, -2.5e-07", "1e-100, 1e-100"})
    void writesAttributesAsJsonDoes(double value, String expected) {
        assertThat(PlainNumbers.json(value)).isEqualTo(expected);
    }
}
