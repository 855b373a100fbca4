package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * OTLP metrics by the official messages. Counters are cumulative monotonic sums of integers (of doubles above 2^63-1), all else
 * gauges; without start times, descriptions and units, which agents send too.
 */
public final class Otlp implements BatchEncoding {
    private static final long NANOS_PER_MS = 1_000_000;

    private final boolean merged;
    private final Resource resource;

    private Otlp(boolean merged, String node) {
        this.merged = merged;
        resource = Resource.newBuilder()
                .addAttributes(attribute("host.name", node))
                .build();
    }

    /** A ResourceMetrics a scrape, as agents and collectors send them. */
    public static Otlp perScrape(String node) {
        return new Otlp(false, node);
    }

    /** One for the batch, all points of a series behind each other: the best that the format can do. */
    public static Otlp merged(String node) {
        return new Otlp(true, node);
    }

    @Override
    public byte[] encode(MetricTable batch) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        Map<String, List<Integer>> columnsByName = new LinkedHashMap<>();
        for (int column = 0; column < batch.columns(); column++) {
            columnsByName
                    .computeIfAbsent(batch.id(column).name(), fresh -> new ArrayList<>())
                    .add(column);
        }
        if (merged) {
            request.addResourceMetrics(resource(batch, columnsByName, 0, batch.rows()));
        } else {
            for (int row = 0; row < batch.rows(); row++) {
                request.addResourceMetrics(resource(batch, columnsByName, row, row + 1));
            }
        }
        return request.build().toByteArray();
    }

    private ResourceMetrics resource(MetricTable batch, Map<String, List<Integer>> columnsByName, int from, int to) {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        columnsByName.forEach((name, columns) -> scope.addMetrics(metric(batch, name, columns, from, to)));
        return ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(scope)
                .build();
    }

    private static Metric metric(MetricTable batch, String name, List<Integer> columns, int from, int to) {
        List<NumberDataPoint> points = new ArrayList<>();
        for (int column : columns) {
            for (int row = from; row < to; row++) if (batch.has(column, row)) points.add(point(batch, column, row));
        }
        Metric.Builder metric = Metric.newBuilder().setName(name);
        if (batch.kind(columns.getFirst()) != MetricTable.Kind.COUNT) {
            return metric.setGauge(Gauge.newBuilder().addAllDataPoints(points)).build();
        }
        return metric.setSum(Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addAllDataPoints(points))
                .build();
    }

    private static NumberDataPoint point(MetricTable batch, int column, int row) {
        NumberDataPoint.Builder point = NumberDataPoint.newBuilder().setTimeUnixNano(batch.timeMs(row) * NANOS_PER_MS);
        for (Label label : batch.id(column).labels()) point.addAttributes(attribute(label.name(), label.value()));
        long bits = batch.bits(column, row);
        if (batch.kind(column) == MetricTable.Kind.COUNT && bits >= 0)
            return point.setAsInt(bits).build();
        return point.setAsDouble(batch.number(column, row)).build();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
