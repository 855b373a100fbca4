package io.meshplane.ingest.adapter.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.meshplane.ingest.adapter.standard.Recorded.Point;
import io.meshplane.ingest.adapter.standard.otlp.OtlpJson;
import io.meshplane.ingest.adapter.standard.otlp.OtlpLogs;
import io.meshplane.ingest.adapter.standard.otlp.OtlpMetrics;
import io.meshplane.ingest.domain.LogText;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpJsonTest {
    private static final SampleLimits LIMITS = new SampleLimits(1000, 64, 512, 4096, 900 << 10, 10_000);

    private final OtlpJson json = new OtlpJson(1 << 20);

    private @Nullable Refusal metrics(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return json.metrics(bytes, bytes.length);
    }

    @Test
    void readsMetricsWithTheirFieldsInAnyOrder() {
        assertThat(metrics("""
                {"unknown": {"a": [1, {"b": null}]}, "resourceMetrics": [{
                  "scopeMetrics": [{"metrics": [
                    {"sum": {"dataPoints": [{"asInt": "9223372036854775807", "timeUnixNano": "1700000000123000000",
                       "attributes": [{"value": {"intValue": "7"}, "key": "port"}]}],
                      "isMonotonic": true, "aggregationTemporality": 2}, "unit": "By", "name": "rx"},
                    {"name": "g", "gauge": {"dataPoints": [
                       {"timeUnixNano": 1700000000123000000, "asDouble": "-Infinity"},
                       {"timeUnixNano": "1700000000124000000", "asDouble": 0.1, "flags": 0}]}},
                    {"name": "h", "histogram": {"aggregationTemporality": 2, "dataPoints": [
                       {"timeUnixNano": "1700000000123000000", "count": "3", "bucketCounts": ["1", 2],
                        "explicitBounds": [0.5]}]}}]}],
                  "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "s\\u00e9"}}]}}]}
                """)).isNull();

        OtlpMetrics otlp = new OtlpMetrics(LIMITS, 1, size -> true);
        SampleColumns samples = new SampleColumns(LIMITS, 1, size -> true);
        assertThat(otlp.read(json.bytes(), json.length(), samples)).isNull();
        Map<String, List<Point>> found = Recorded.series(Recorded.record(samples, Recorded.noLines()));
        long time = 1_700_000_000_123L;
        assertThat(found)
                .containsOnly(
                        Map.entry("rx_bytes_total{job=\"sé\",port=\"7\"}", List.of(Point.count(time, Long.MAX_VALUE))),
                        Map.entry(
                                "g{job=\"sé\"}",
                                List.of(Point.number(time, Double.NEGATIVE_INFINITY), Point.number(time + 1, 0.1))),
                        Map.entry("h_bucket{job=\"sé\",le=\"0.5\"}", List.of(Point.count(time, 1))),
                        Map.entry("h_bucket{job=\"sé\",le=\"+Inf\"}", List.of(Point.count(time, 3))),
                        Map.entry("h_count{job=\"sé\"}", List.of(Point.count(time, 3))));
    }

    @Test
    void givesTheSameRecordAsProtobuf() {
        byte[] protobuf = new GatewayData(3).otlp().toByteArray();
        String text = GatewayJson.of(new GatewayData(3).otlp());

        assertThat(metrics(text)).isNull();

        OtlpMetrics otlp = new OtlpMetrics(LIMITS, 1, size -> true);
        SampleColumns samples = new SampleColumns(LIMITS, 1, size -> true);
        assertThat(otlp.read(json.bytes(), json.length(), samples)).isNull();
        byte[] ofJson = Recorded.record(samples, Recorded.noLines());
        samples.clear();
        assertThat(otlp.read(protobuf, protobuf.length, samples)).isNull();
        assertThat(ofJson).isEqualTo(Recorded.record(samples, Recorded.noLines()));
    }

    static Stream<Arguments> otherJson() {
        return Stream.of(
                arguments("[]", "not a JSON object"),
                arguments("{", "not JSON, or nested too deeply"),
                arguments("{} {}", "more than one JSON value"),
                arguments("{\"resourceMetrics\": [3]}", "/resourceMetrics/0: an object is expected"),
                arguments(
                        "{\"resourceMetrics\": [{\"resource\": [{}]}]}",
                        "/resourceMetrics/0/resource: no list is expected"));
    }

    @ParameterizedTest
    @MethodSource("otherJson")
    void refusesOtherJsonWithItsPlace(String text, String detail) {
        assertThat(metrics(text)).isEqualTo(Refusal.malformed(detail));
    }

    @Test
    void refusesANumberThatIsNone() {
        assertThat(metrics("""
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asDouble":"x"}]}}]}]}]}"""))
                .isEqualTo(
                        Refusal.malformed(
                                "/resourceMetrics/0/scopeMetrics/0/metrics/0/gauge/dataPoints/0/asDouble: a number is expected"));
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThat(metrics("{\"x\":".repeat(100) + "1" + "}".repeat(100))).isNotNull();
    }

    @Test
    void makesALineOfALogRecord() {
        byte[] text = """
                {"resourceLogs": [{"resource": {"attributes": [{"key": "host", "value": {"stringValue": "r1"}}]},
                  "scopeLogs": [{"scope": {"name": "babeld"}, "logRecords": [
                    {"timeUnixNano": "1700000000123456789", "severityNumber": 17, "body": {"stringValue": "link\\tdown \\"wg0\\""},
                     "attributes": [{"key": "peer", "value": {"doubleValue": 2.5}}], "traceId": "0AF7651916CD43DD8448EB211C80319C",
                     "spanId": "b7ad6b7169203331"},
                    {"observedTimeUnixNano": "1700000001000000000", "severityText": "Notice",
                     "body": {"kvlistValue": {"values": [{"key": "k", "value": {"bytesValue": "AQI="}}]}}}]}]}]}
                """.getBytes(StandardCharsets.UTF_8);

        assertThat(json.logs(text, text.length)).isNull();

        LogText lines = new LogText(1 << 20, 100, size -> true);
        assertThat(new OtlpLogs().read(json.bytes(), json.length(), lines)).isNull();
        SampleColumns none = new SampleColumns(LIMITS, 1, size -> true);
        assertThat(Recorded.lines(Recorded.record(none, lines)))
                .containsExactly(
                        "{\"ts\":\"2023-11-14T22:13:20.123456789Z\",\"level\":\"ERROR\",\"msg\":\"link\\tdown \\\"wg0\\\"\","
                                + "\"attributes\":{\"peer\":2.5},\"resource\":{\"host\":\"r1\"},\"scope\":\"babeld\","
                                + "\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\"}",
                        "{\"ts\":\"2023-11-14T22:13:21Z\",\"level\":\"Notice\",\"msg\":{\"k\":\"AQI=\"},"
                                + "\"resource\":{\"host\":\"r1\"},\"scope\":\"babeld\"}");
    }

    @Test
    void rejectsALineThatIsTooLongAndTakesTheRest() {
        char[] much = new char[70_000];
        Arrays.fill(much, 'x');
        byte[] text = ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\""
                        + new String(much) + "\"}},{\"body\":{\"stringValue\":\"short\"}}]}]}]}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(json.logs(text, text.length)).isNull();
        OtlpLogs logs = new OtlpLogs();
        LogText lines = new LogText(1 << 20, 100, size -> true);

        assertThat(logs.read(json.bytes(), json.length(), lines)).isNull();

        assertThat(logs.rejected()).isEqualTo(1);
        assertThat(lines.count()).isEqualTo(1);
    }
}
