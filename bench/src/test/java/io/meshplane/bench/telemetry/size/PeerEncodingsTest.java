package io.meshplane.bench.telemetry.size;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedInputStream;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.MetricTable.Kind;
import io.meshplane.telemetry.codec.SeriesId;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers write holds every value: a peer that leaves some out would look better than it is. */
class PeerEncodingsTest {
    /** Values by {@code name{label="value"…}@time}. */
    private static Map<String, Double> values(MetricTable batch) {
        Map<String, Double> values = new TreeMap<>();
        for (int column = 0; column < batch.columns(); column++) {
            for (int row = 0; row < batch.rows(); row++) {
                if (!batch.has(column, row)) continue;
                String key = key(batch.id(column).name(), batch.id(column).labels(), batch.timeMs(row));
                values.put(key, batch.number(column, row));
            }
        }
        return values;
    }

    private static String key(String name, List<Label> labels, long timeMs) {
        return name + labels + "@" + timeMs;
    }

    private static List<MetricTable> all() {
        List<MetricTable> all = new ArrayList<>(Tables.relay());
        all.addAll(Tables.hostile(4));
        return all;
    }

    @Test
    void jsonHoldsEveryValue() throws IOException {
        for (MetricTable batch : all()) {
            Map<String, Double> found = new TreeMap<>();
            String text = new String(new JsonLines().encode(batch), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                JsonNode node = new ObjectMapper().readTree(line);
                List<Label> labels = new ArrayList<>();
                for (String label : List.of("interface", "peer")) {
                    if (node.has(label))
                        labels.add(new Label(label, node.get(label).asText()));
                }
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    if (field.getKey().matches("ts|interface|peer")) continue;
                    double value = Double.parseDouble(field.getValue().asText());
                    found.put(key(field.getKey(), labels, node.get("ts").asLong()), value);
                }
            }
            assertThat(found).isEqualTo(values(batch));
        }
    }

    @Test
    void influxHasALineForEachScrapeAndThing() {
        MetricTable batch = Tables.relay().getFirst();

        List<String> lines = new String(new InfluxLines().encode(batch), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(lines).hasSize(6 * 7);
        assertThat(lines.getFirst())
                .matches("node,interface=wg0,peer=fd00:\\S+ wg_rx_packets_total=\\d+i,\\S+ " + batch.timeMs(0));
        assertThat(lines.stream()
                        .mapToInt(line -> line.split(" ")[1].split(",").length)
                        .sum())
                .isEqualTo(values(batch).size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void otlpHoldsEveryValue(boolean merged) throws IOException {
        for (MetricTable batch : all()) {
            Map<String, Double> found = new TreeMap<>();
            byte[] bytes = (merged ? Otlp.merged("n") : Otlp.perScrape("n")).encode(batch);
            ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(bytes);
            assertThat(request.getResourceMetricsCount()).isEqualTo(merged ? 1 : batch.rows());
            request.getResourceMetricsList().stream()
                    .flatMap(resource -> resource.getScopeMetricsList().stream())
                    .flatMap(scope -> scope.getMetricsList().stream())
                    .forEach(metric -> points(metric)
                            .forEach(point -> found.put(
                                    key(
                                            metric.getName(),
                                            point.getAttributesList().stream()
                                                    .map(label -> new Label(
                                                            label.getKey(),
                                                            label.getValue().getStringValue()))
                                                    .toList(),
                                            point.getTimeUnixNano() / 1_000_000),
                                    point.hasAsInt() ? point.getAsInt() : point.getAsDouble())));
            assertThat(found).isEqualTo(values(batch));
        }
    }

    private static List<NumberDataPoint> points(Metric metric) {
        return metric.hasSum()
                ? metric.getSum().getDataPointsList()
                : metric.getGauge().getDataPointsList();
    }

    @Test
    void remoteWrite1HoldsEveryValueWithItsLabelsSorted() throws IOException {
        RemoteWrite encoding = RemoteWrite.version1(List.of(new Label("node", "n")));
        for (MetricTable batch : all()) {
            Map<String, Double> found = new TreeMap<>();
            CodedInputStream request = CodedInputStream.newInstance(encoding.encode(batch));
            while (request.readTag() != 0) {
                RemoteSeries.version1(request.readByteBuffer()).putInto(found);
            }
            assertThat(found).isEqualTo(values(batch));
        }
    }

    @Test
    void remoteWrite2HoldsEveryValueWithItsLabelsSorted() throws IOException {
        RemoteWrite encoding = RemoteWrite.version2(List.of(new Label("node", "n")));
        for (MetricTable batch : all()) {
            Map<String, Double> found = new TreeMap<>();
            List<String> symbols = new ArrayList<>();
            CodedInputStream request = CodedInputStream.newInstance(encoding.encode(batch));
            for (int tag = request.readTag(); tag != 0; tag = request.readTag()) {
                if (tag >>> 3 == 4) symbols.add(request.readString());
                else RemoteSeries.version2(request.readByteBuffer(), symbols).putInto(found);
            }
            assertThat(symbols.getFirst()).isEmpty();
            assertThat(symbols).doesNotHaveDuplicates();
            assertThat(found).isEqualTo(values(batch));
        }
    }

    @Test
    void gorillaGivesEveryDoubleBack() {
        for (MetricTable batch : all()) {
            MetricTable back = GorillaDecoder.decode(new Gorilla().encode(batch), batch);

            assertThat(values(back)).isEqualTo(values(batch));
        }
    }

    @Test
    void columnsGiveEveryBitBackFromBatchToBatch() {
        for (List<MetricTable> batches : List.of(Tables.relay(), Tables.hostile(9))) {
            Columnar encoding = new Columnar();
            ColumnarDecoder decoder = new ColumnarDecoder();
            for (MetricTable batch : batches) {
                assertThat(decoder.decode(encoding.encode(batch), batch)).isEqualTo(batch);
            }
        }
    }

    @Test
    void aCountAboveAllSignedIntegersIsADoubleInOtlp() throws IOException {
        MetricTable batch = new MetricTable();
        batch.addRow(1);
        batch.setBits(batch.column(new SeriesId("a_total", List.of()), Kind.COUNT), 0, -1L);

        Metric metric = ExportMetricsServiceRequest.parseFrom(Otlp.merged("n").encode(batch))
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetrics(0);

        assertThat(points(metric).getFirst().getAsDouble()).isEqualTo(0x1p64);
    }
}
