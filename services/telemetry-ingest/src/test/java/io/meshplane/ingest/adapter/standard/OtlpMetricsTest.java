package io.meshplane.ingest.adapter.standard;

import static io.meshplane.ingest.adapter.standard.GatewayData.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.ingest.adapter.standard.Recorded.Point;
import io.meshplane.ingest.adapter.standard.otlp.OtlpMetrics;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OtlpMetricsTest {
    private static final SampleLimits LIMITS = new SampleLimits(20_000, 64, 512, 4096, 900 << 10, 100_000);
    private static final AggregationTemporality CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    private static final long STALE = 0x7ff0_0000_0000_0002L;

    private final OtlpMetrics otlp = new OtlpMetrics(LIMITS, 7, size -> true);
    private final SampleColumns samples = new SampleColumns(LIMITS, 7, size -> true);

    private Map<String, List<Point>> taken(ExportMetricsServiceRequest request) {
        byte[] body = request.toByteArray();
        samples.clear();
        assertThat(otlp.read(body, body.length, samples)).isNull();
        return Recorded.series(Recorded.record(samples, Recorded.noLines()));
    }

    private Map<String, List<Point>> taken(Metric.Builder metric) {
        return taken(request(Resource.getDefaultInstance(), metric));
    }

    private static ExportMetricsServiceRequest request(Resource resource, Metric.Builder... metrics) {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        for (Metric.Builder metric : metrics) scope.addMetrics(metric);
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
                .build();
    }

    private static NumberDataPoint.Builder at(long timeMs, KeyValue... attributes) {
        return NumberDataPoint.newBuilder()
                .setTimeUnixNano(timeMs * 1_000_000 + 999_999)
                .addAllAttributes(List.of(attributes));
    }

    private static Metric.Builder gauge(String name, NumberDataPoint.Builder... points) {
        Metric.Builder metric = Metric.newBuilder().setName(name);
        for (NumberDataPoint.Builder point : points) metric.getGaugeBuilder().addDataPoints(point);
        return metric;
    }

    private static Metric.Builder counter(String name, NumberDataPoint.Builder... points) {
        Metric.Builder metric = Metric.newBuilder().setName(name);
        metric.getSumBuilder().setIsMonotonic(true).setAggregationTemporality(CUMULATIVE);
        for (NumberDataPoint.Builder point : points) metric.getSumBuilder().addDataPoints(point);
        return metric;
    }

    @Test
    void takesAMinuteOfAGatewayValueByValue() {
        ExportMetricsServiceRequest request = new GatewayData(11).otlp();

        Map<String, List<Point>> found = taken(request);

        Map<String, List<Point>> expected = new TreeMap<>();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            long millis = 0;
            for (Metric metric : resource.getScopeMetrics(0).getMetricsList()) {
                List<NumberDataPoint> points = metric.hasSum()
                        ? metric.getSum().getDataPointsList()
                        : metric.getGauge().getDataPointsList();
                for (NumberDataPoint point : points) {
                    millis = point.getTimeUnixNano() / 1_000_000;
                    String name = "%s%s{instance=\"ga-c733904a\",interface=\"%s\",job=\"gateway\",peer=\"%s\"}"
                            .formatted(
                                    metric.getName().replace('.', '_'),
                                    metric.hasSum() ? "_total" : "",
                                    point.getAttributes(0).getValue().getStringValue(),
                                    point.getAttributes(1).getValue().getStringValue());
                    Point value = metric.hasSum()
                            ? Point.count(millis, point.getAsInt())
                            : Point.number(millis, point.getAsDouble());
                    expected.computeIfAbsent(name, fresh -> new ArrayList<>()).add(value);
                }
            }
            expected.computeIfAbsent(
                            "target_info{host_name=\"ga-c733904a\",instance=\"ga-c733904a\",job=\"gateway\"}",
                            fresh -> new ArrayList<>())
                    .add(Point.number(millis, 1));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(otlp.rejected()).isZero();
    }

    @Test
    void namesLabelsAsPrometheusDoes() {
        KeyValue list = KeyValue.newBuilder()
                .setKey("list")
                .setValue(AnyValue.newBuilder()
                        .setArrayValue(ArrayValue.newBuilder()
                                .addValues(AnyValue.newBuilder().setIntValue(-3))
                                .addValues(AnyValue.newBuilder().setStringValue("a\"b"))
                                .addValues(AnyValue.newBuilder().setBoolValue(true))
                                .addValues(AnyValue.newBuilder())))
                .build();

        Map<String, List<Point>> found = taken(gauge(
                "g",
                at(
                                1,
                                text("host.name", "x"),
                                text("host-name", "y"),
                                text("1st", "z"),
                                text("_a", "b"),
                                list,
                                text("none", ""))
                        .setAsDouble(1)));

        assertThat(found)
                .containsOnlyKeys("g{host_name=\"y;x\",key_1st=\"z\",key_a=\"b\",list=\"[-3,\"a\\\"b\",true,null]\"}");
    }

    @Test
    void putsIntegersOfCountersAsCountsAndEverythingElseAsNumbers() {
        Map<String, List<Point>> found = taken(request(
                Resource.getDefaultInstance(),
                counter("c", at(1).setAsInt(Long.MAX_VALUE), at(2).setAsInt(-1), at(3).setAsDouble(0.5)),
                gauge("g", at(1).setAsInt(7), at(2).setAsDouble(-0.0))));

        assertThat(found.get("c_total{}"))
                .containsExactlyInAnyOrder(Point.count(1, Long.MAX_VALUE), Point.number(2, -1), Point.number(3, 0.5));
        assertThat(found.get("g{}")).containsExactly(Point.number(1, 7), Point.number(2, -0.0));
    }

    @Test
    void marksAPointWithoutRecordedValueStale() {
        Map<String, List<Point>> found = taken(counter("c", at(1).setAsInt(5), at(2).setFlags(1)));

        assertThat(found.get("c_total{}")).containsExactlyInAnyOrder(Point.count(1, 5), new Point(2, false, STALE));
    }

    @Test
    void rejectsWhatHasNoFormHereAndTakesTheRest() {
        Metric.Builder delta = counter("delta", at(1).setAsInt(1), at(2).setAsInt(2));
        delta.getSumBuilder().setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
        Metric.Builder exponential = Metric.newBuilder().setName("e");
        exponential
                .getExponentialHistogramBuilder()
                .setAggregationTemporality(CUMULATIVE)
                .addDataPoints(ExponentialHistogramDataPoint.newBuilder().setTimeUnixNano(1));

        Map<String, List<Point>> found = taken(request(
                Resource.getDefaultInstance(),
                delta,
                exponential,
                gauge(
                        "g",
                        at(1),
                        at(2).setAsDouble(3),
                        NumberDataPoint.newBuilder().setAsDouble(1)),
                gauge("...", at(1).setAsDouble(3))));

        assertThat(found).containsOnlyKeys("g{}");
        assertThat(otlp.rejected()).isEqualTo(6);
        assertThat(otlp.rejectedWhy())
                .isEqualTo("resource_metrics[0].scope_metrics[0].metrics[0]: only cumulative temporality is taken");
    }

    @Test
    void makesBucketsOfAHistogramThatAddUp() {
        Metric.Builder metric = Metric.newBuilder().setName("h").setUnit("ms");
        metric.getHistogramBuilder()
                .setAggregationTemporality(CUMULATIVE)
                .addDataPoints(HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(5_000_000)
                        .addAttributes(text("a", "b"))
                        .addAllExplicitBounds(List.of(0.25, 1000.0))
                        .addAllBucketCounts(List.of(3L, 4L, 5L))
                        .setCount(12)
                        .setSum(99.5));

        Map<String, List<Point>> found = taken(metric);

        assertThat(found)
                .containsOnly(
                        Map.entry("h_milliseconds_bucket{a=\"b\",le=\"0.25\"}", List.of(Point.count(5, 3))),
                        Map.entry("h_milliseconds_bucket{a=\"b\",le=\"1000\"}", List.of(Point.count(5, 7))),
                        Map.entry("h_milliseconds_bucket{a=\"b\",le=\"+Inf\"}", List.of(Point.count(5, 12))),
                        Map.entry("h_milliseconds_sum{a=\"b\"}", List.of(Point.number(5, 99.5))),
                        Map.entry("h_milliseconds_count{a=\"b\"}", List.of(Point.count(5, 12))));
    }

    @Test
    void makesASeriesOfEachQuantileOfASummary() {
        Metric.Builder metric = Metric.newBuilder().setName("s");
        metric.getSummaryBuilder()
                .addDataPoints(SummaryDataPoint.newBuilder()
                        .setTimeUnixNano(5_000_000)
                        .setCount(3)
                        .setSum(1.5)
                        .addQuantileValues(
                                SummaryDataPoint.ValueAtQuantile.newBuilder().setValue(1))
                        .addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                                .setQuantile(0.99)
                                .setValue(2)));

        Map<String, List<Point>> found = taken(metric);

        assertThat(found)
                .containsOnly(
                        Map.entry("s{quantile=\"0\"}", List.of(Point.number(5, 1))),
                        Map.entry("s{quantile=\"0.99\"}", List.of(Point.number(5, 2))),
                        Map.entry("s_sum{}", List.of(Point.number(5, 1.5))),
                        Map.entry("s_count{}", List.of(Point.count(5, 3))));
    }

    @Test
    void tellsJobAndInstanceByTheResource() {
        Resource resource = Resource.newBuilder()
                .addAttributes(text("service.namespace", "mesh"))
                .addAttributes(text("service.name", "router"))
                .addAttributes(text("service.instance.id", "r1"))
                .build();

        Map<String, List<Point>> found =
                taken(request(resource, gauge("g", at(1, text("job", "other")).setAsDouble(1))));

        assertThat(found).containsOnlyKeys("g{instance=\"r1\",job=\"mesh/router\"}");
    }

    @Test
    void refusesTextThatIsNotUtf8WithItsPlace() {
        byte[] body = request(
                        Resource.getDefaultInstance(),
                        gauge("g", at(1, text("k", "QQ")).setAsDouble(1)))
                .toByteArray();
        for (int i = 0; i < body.length - 1; i++) if (body[i] == 'Q' && body[i + 1] == 'Q') body[i] = (byte) 0xff;

        Refusal refusal = otlp.read(body, body.length, samples);

        assertThat(refusal)
                .isEqualTo(Refusal.malformed(
                        "resource_metrics[0].scope_metrics[0].metrics[0]: an attribute's value is not UTF-8"));
    }

    @Test
    void keepsTheTimesOfSeriesThatWereNotScrapedTogether() {
        NumberDataPoint.Builder[] points = new NumberDataPoint.Builder[200];
        for (int i = 0; i < points.length; i++)
            points[i] = at(1000 + 7L * i, text("i", "" + i % 3)).setAsDouble(i);

        Map<String, List<Point>> found = taken(gauge("g", points));

        assertThat(found.values().stream().mapToInt(List::size).sum()).isEqualTo(200);
        assertThat(found.get("g{i=\"1\"}")).startsWith(Point.number(1007, 1), Point.number(1028, 4));
    }
}
