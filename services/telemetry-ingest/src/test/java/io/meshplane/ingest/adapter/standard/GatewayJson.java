package io.meshplane.ingest.adapter.standard;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.util.List;
import java.util.stream.Collectors;

/** Sums and gauges of an OTLP request as its JSON encoding writes them. */
final class GatewayJson {
    static String of(ExportMetricsServiceRequest request) {
        return request.getResourceMetricsList().stream()
                .map(GatewayJson::of)
                .collect(Collectors.joining(",", "{\"resourceMetrics\":[", "]}"));
    }

    private static String of(ResourceMetrics resource) {
        return "{\"resource\":{\"attributes\":" + of(resource.getResource().getAttributesList())
                + "},\"scopeMetrics\":[{\"metrics\":"
                + resource.getScopeMetrics(0).getMetricsList().stream()
                        .map(GatewayJson::of)
                        .collect(Collectors.joining(",", "[", "]"))
                + "}]}";
    }

    private static String of(Metric metric) {
        List<NumberDataPoint> points = metric.hasSum()
                ? metric.getSum().getDataPointsList()
                : metric.getGauge().getDataPointsList();
        String data = points.stream().map(GatewayJson::of).collect(Collectors.joining(",", "{\"dataPoints\":[", "]"));
        String sum = ",\"isMonotonic\":true,\"aggregationTemporality\":2}";
        return "{\"name\":\"" + metric.getName() + "\",\"unit\":\"" + metric.getUnit() + "\","
                + (metric.hasSum() ? "\"sum\":" + data + sum : "\"gauge\":" + data + "}") + "}";
    }

    private static String of(NumberDataPoint point) {
        String value = point.hasAsInt() ? "\"asInt\":\"" + point.getAsInt() : "\"asDouble\":\"" + point.getAsDouble();
        return "{\"attributes\":" + of(point.getAttributesList()) + ",\"timeUnixNano\":\"" + point.getTimeUnixNano()
                + "\"," + value + "\"}";
    }

    private static String of(List<KeyValue> attributes) {
        return attributes.stream()
                .map(a -> "{\"key\":\"" + a.getKey() + "\",\"value\":{\"stringValue\":\""
                        + a.getValue().getStringValue() + "\"}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private GatewayJson() {}
}
