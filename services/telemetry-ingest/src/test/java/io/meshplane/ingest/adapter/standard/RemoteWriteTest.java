package io.meshplane.ingest.adapter.standard;

import static io.meshplane.ingest.adapter.standard.GatewayData.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.meshplane.ingest.adapter.standard.Recorded.Point;
import io.meshplane.ingest.adapter.standard.remotewrite.RemoteWrite1;
import io.meshplane.ingest.adapter.standard.remotewrite.RemoteWrite2;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.ingest.prometheus.v1.Histogram;
import io.meshplane.ingest.prometheus.v1.Label;
import io.meshplane.ingest.prometheus.v1.MetricMetadata;
import io.meshplane.ingest.prometheus.v1.Sample;
import io.meshplane.ingest.prometheus.v1.TimeSeries;
import io.meshplane.ingest.prometheus.v1.WriteRequest;
import io.meshplane.ingest.prometheus.v2.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RemoteWriteTest {
    private static final SampleLimits LIMITS = new SampleLimits(20_000, 4, 64, 256, 900 << 10, 5_000);

    private final RemoteWrite1 version1 = new RemoteWrite1(LIMITS, 7, size -> true);
    private final RemoteWrite2 version2 = new RemoteWrite2(LIMITS, 7, size -> true);
    private final SampleColumns samples = new SampleColumns(LIMITS, 7, size -> true);

    private Map<String, List<Point>> taken(WriteRequest request) {
        byte[] body = request.toByteArray();
        samples.clear();
        assertThat(version1.read(body, body.length, samples)).isNull();
        return Recorded.series(Recorded.record(samples, Recorded.noLines()));
    }

    private static TimeSeries.Builder series(Label... labels) {
        return TimeSeries.newBuilder().addAllLabels(List.of(labels));
    }

    private static Sample sample(long timeMs, double value) {
        return Sample.newBuilder().setTimestamp(timeMs).setValue(value).build();
    }

    @Test
    void takesAMinuteOfAGatewayValueByValueInBothVersions() {
        WriteRequest request = new GatewayData(12).remoteWrite1();
        Map<String, List<Point>> expected = new TreeMap<>();
        for (TimeSeries series : request.getTimeseriesList()) {
            StringBuilder name = new StringBuilder(series.getLabels(0).getValue()).append('{');
            for (Label label : series.getLabelsList().subList(1, series.getLabelsCount())) {
                name.append(label.getName())
                        .append("=\"")
                        .append(label.getValue())
                        .append("\",");
            }
            name.setCharAt(name.length() - 1, '}');
            for (Sample sample : series.getSamplesList()) {
                expected.computeIfAbsent(name.toString(), fresh -> new ArrayList<>())
                        .add(Point.number(sample.getTimestamp(), sample.getValue()));
            }
        }

        Map<String, List<Point>> found1 = taken(request);
        byte[] body = GatewayData.asVersion2(request).toByteArray();
        samples.clear();
        assertThat(version2.read(body, body.length, samples)).isNull();
        Map<String, List<Point>> found2 = Recorded.series(Recorded.record(samples, Recorded.noLines()));

        assertThat(found1).isEqualTo(expected);
        assertThat(found2).isEqualTo(expected);
    }

    @Test
    void keepsEveryBitOfAValue() {
        long stale = 0x7ff0_0000_0000_0002L;
        List<Double> values =
                List.of(Double.longBitsToDouble(stale), -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e308, 0.1);
        TimeSeries.Builder series = series(label("__name__", "m"));
        for (int i = 0; i < values.size(); i++) series.addSamples(sample(i, values.get(i)));

        Map<String, List<Point>> found =
                taken(WriteRequest.newBuilder().addTimeseries(series).build());

        List<Long> bits =
                found.getOrDefault("m{}", List.of()).stream().map(Point::bits).toList();
        assertThat(bits)
                .startsWith(stale)
                .isEqualTo(values.stream().map(Double::doubleToRawLongBits).toList());
    }

    @Test
    void putsLabelsInOrderAndJoinsWhatIsOneSeries() {
        Map<String, List<Point>> found = taken(WriteRequest.newBuilder()
                .addTimeseries(series(label("b", "2"), label("__name__", "m"), label("a", "1"))
                        .addSamples(sample(2, 2)))
                .addTimeseries(series(label("__name__", "m"), label("a", "1"), label("b", "2"), label("c", ""))
                        .addSamples(sample(1, 1)))
                .build());

        assertThat(found)
                .containsOnly(Map.entry("m{a=\"1\",b=\"2\"}", List.of(Point.number(2, 2), Point.number(1, 1))));
    }

    @Test
    void countsNativeHistogramsAndPassesOverMetadata() {
        Map<String, List<Point>> found = taken(WriteRequest.newBuilder()
                .addMetadata(MetricMetadata.newBuilder().setHelp("help").setMetricFamilyName("m"))
                .addTimeseries(series(label("__name__", "m"))
                        .addSamples(sample(1, 1))
                        .addHistograms(Histogram.newBuilder().setCountInt(3)))
                .build());

        assertThat(found).containsOnlyKeys("m{}");
        assertThat(version1.histograms()).isEqualTo(1);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("no __name__", List.of(label("a", "1"))),
                arguments("a label comes twice", List.of(label("__name__", "m"), label("a", "1"), label("a", "2"))),
                arguments("__name__ comes twice", List.of(label("__name__", "m"), label("__name__", "n"))),
                arguments("an empty metric name", List.of(label("__name__", ""))),
                arguments("an empty label name", List.of(label("__name__", "m"), label("", "x"))),
                arguments("a label's name is too long", List.of(label("__name__", "m"), label("n".repeat(65), "x"))),
                arguments("a label's value is too long", List.of(label("__name__", "m"), label("n", "x".repeat(257)))),
                arguments(
                        "more than 4 labels",
                        List.of(
                                label("__name__", "m"),
                                label("a", "1"),
                                label("b", "1"),
                                label("c", "1"),
                                label("d", "1"),
                                label("e", "1"))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesLabelsThatBreakARuleInBothVersions(String fault, List<Label> labels) {
        WriteRequest request = WriteRequest.newBuilder()
                .addTimeseries(series(label("__name__", "good")).addSamples(sample(1, 1)))
                .addTimeseries(TimeSeries.newBuilder().addAllLabels(labels).addSamples(sample(1, 1)))
                .build();
        byte[] body1 = request.toByteArray();
        byte[] body2 = GatewayData.asVersion2(request).toByteArray();

        assertThat(version1.read(body1, body1.length, samples)).isEqualTo(Refusal.malformed("timeseries[1]: " + fault));
        samples.clear();
        assertThat(version2.read(body2, body2.length, samples)).isEqualTo(Refusal.malformed("timeseries[1]: " + fault));
    }

    @Test
    void refusesReferencesBeyondTheSymbols() {
        Request request = Request.newBuilder()
                .addSymbols("")
                .addTimeseries(io.meshplane.ingest.prometheus.v2.TimeSeries.newBuilder()
                        .addAllLabelsRefs(List.of(0, 1)))
                .build();
        byte[] body = request.toByteArray();

        assertThat(version2.read(body, body.length, samples))
                .isEqualTo(Refusal.malformed("timeseries[0]: labels_refs beyond the symbols"));
    }

    @Test
    void refusesOneSampleTooMany() {
        TimeSeries.Builder series = series(label("__name__", "m"));
        for (int i = 0; i < 5_000; i++) series.addSamples(sample(i, i));
        byte[] most = WriteRequest.newBuilder().addTimeseries(series).build().toByteArray();
        byte[] oneMore = WriteRequest.newBuilder()
                .addTimeseries(series.addSamples(sample(5_000, 0)))
                .build()
                .toByteArray();

        assertThat(version1.read(most, most.length, samples)).isNull();
        samples.clear();
        assertThat(version1.read(oneMore, oneMore.length, samples)).isEqualTo(Refusal.tooLarge("too many samples"));
    }

    /** The most rows that vmagent puts into one request unless told otherwise. */
    @Test
    void fitsTenThousandSeriesIntoOneRecord() {
        SampleLimits limits = new SampleLimits(20_000, 64, 512, 4096, 900 << 10, 100_000);
        SampleColumns many = new SampleColumns(limits, 7, size -> true);
        WriteRequest.Builder request = WriteRequest.newBuilder();
        for (int i = 0; i < 10_000; i++) {
            request.addTimeseries(series(
                            label("__name__", "node_network_receive_bytes_total"),
                            label("device", "wg" + i % 50),
                            label("instance", "router-" + i / 50 + ":9100"),
                            label("job", "node"),
                            label("peer", "fd00:c032:d969::" + i))
                    .addSamples(sample(1_700_000_000_000L + i / 50, i)));
        }
        byte[] body = request.build().toByteArray();

        assertThat(new RemoteWrite1(limits, 7, size -> true).read(body, body.length, many))
                .isNull();

        byte[] record = Recorded.record(many, Recorded.noLines());
        assertThat(record.length).isLessThan(960 << 10);
        assertThat(Recorded.series(record)).hasSize(10_000);
    }
}
