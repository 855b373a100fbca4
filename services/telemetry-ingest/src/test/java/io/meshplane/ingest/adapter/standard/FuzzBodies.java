package io.meshplane.ingest.adapter.standard;

import io.meshplane.ingest.prometheus.v1.Sample;
import io.meshplane.ingest.prometheus.v1.TimeSeries;
import io.meshplane.ingest.prometheus.v1.WriteRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;

/** Short requests in which every kind of field occurs, to be changed. */
final class FuzzBodies {
    private static final long NANOS = 1_700_000_000_000_000_000L;

    /** As {@link #metrics}, in JSON. */
    static final String METRICS_JSON = """
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"g\\u00fc"}}]},
            "scopeMetrics":[{"metrics":[
            {"name":"g","gauge":{"dataPoints":[{"asDouble":"NaN","timeUnixNano":"5000000"},{"asInt":"-7","timeUnixNano":6}]}},
            {"name":"s","unit":"1","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":9,
            "attributes":[{"key":"a","value":{"boolValue":true}},{"key":"b","value":{"arrayValue":{"values":[{"intValue":"1"}]}}}]}]}},
            {"name":"h","histogram":{"dataPoints":[{"count":"3","sum":1.5,"bucketCounts":["1","2"],"explicitBounds":[0.5]}]}},
            {"name":"q","summary":{"dataPoints":[{"count":2,"sum":3,"quantileValues":[{"quantile":0.5,"value":1e9}]}]}}]}]}]}
            """;

    /** As {@link #logs}, in JSON. */
    static final String LOGS_JSON = """
            {"resourceLogs":[{"scopeLogs":[{"scope":{"name":"babeld"},"logRecords":[
            {"timeUnixNano":"1700000000000000000","severityNumber":9,"severityText":"INFO","body":{"stringValue":"up \\"wg3\\""},
            "traceId":"5b8efff798038103d269b633813fc60c","flags":1,"attributes":[{"key":"k","value":{"doubleValue":0.1}}]},
            {"body":{"kvlistValue":{"values":[{"key":"x","value":{"bytesValue":"AAEC"}}]}}}]}]}]}
            """;

    static ExportMetricsServiceRequest metrics() {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        Metric.Builder gauge = Metric.newBuilder().setName("babel.rtt.ms").setUnit("ms");
        gauge.getGaugeBuilder()
                .addDataPoints(point().setAsDouble(20.5))
                .addDataPoints(point().setAsInt(-3).setFlags(1));
        Metric.Builder sum = Metric.newBuilder().setName("wg.rx.bytes");
        sum.getSumBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point().setAsInt(1 << 30));
        scope.addMetrics(gauge)
                .addMetrics(sum)
                .addMetrics(histogram())
                .addMetrics(exponential())
                .addMetrics(summary());
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(GatewayData.text("service.name", "gateway")))
                        .addScopeMetrics(scope))
                .build();
    }

    private static NumberDataPoint.Builder point() {
        return NumberDataPoint.newBuilder()
                .setStartTimeUnixNano(NANOS)
                .setTimeUnixNano(NANOS + 1_000_000)
                .addAttributes(GatewayData.text("interface", "wg3"));
    }

    private static Metric histogram() {
        Metric.Builder metric = Metric.newBuilder().setName("h");
        metric.getHistogramBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(NANOS)
                        .setCount(3)
                        .setSum(1.5)
                        .addBucketCounts(1)
                        .addBucketCounts(2)
                        .addExplicitBounds(0.5));
        return metric.build();
    }

    private static Metric exponential() {
        Metric.Builder metric = Metric.newBuilder().setName("e");
        ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder()
                .setTimeUnixNano(NANOS)
                .setCount(6)
                .setScale(2)
                .setZeroCount(1);
        point.getPositiveBuilder().setOffset(-1).addBucketCounts(2).addBucketCounts(3);
        metric.getExponentialHistogramBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(point);
        return metric.build();
    }

    private static Metric summary() {
        Metric.Builder metric = Metric.newBuilder().setName("q");
        metric.getSummaryBuilder()
                .addDataPoints(SummaryDataPoint.newBuilder()
                        .setTimeUnixNano(NANOS)
                        .setCount(2)
                        .setSum(9)
                        .addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                                .setQuantile(0.99)
                                .setValue(4)));
        return metric.build();
    }

    static ExportLogsServiceRequest logs() {
        AnyValue list = AnyValue.newBuilder()
                .setArrayValue(
                        ArrayValue.newBuilder().addValues(AnyValue.newBuilder().setIntValue(7)))
                .build();
        LogRecord record = LogRecord.newBuilder()
                .setTimeUnixNano(NANOS)
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
                .setBody(AnyValue.newBuilder().setStringValue("route to fd00::1 via wg33 metric 15"))
                .addAttributes(GatewayData.text("interface", "wg33"))
                .build();
        LogRecord structured = LogRecord.newBuilder()
                .setSeverityText("WARN")
                .setBody(AnyValue.newBuilder()
                        .setKvlistValue(KeyValueList.newBuilder()
                                .addValues(KeyValue.newBuilder().setKey("a").setValue(list))))
                .build();
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(
                                ScopeLogs.newBuilder().addLogRecords(record).addLogRecords(structured)))
                .build();
    }

    static WriteRequest write1() {
        WriteRequest.Builder request = WriteRequest.newBuilder();
        for (int i = 0; i < 4; i++) {
            request.addTimeseries(TimeSeries.newBuilder()
                    .addLabels(GatewayData.label("__name__", "wg_rx_bytes_total"))
                    .addLabels(GatewayData.label("interface", "wg" + i))
                    .addSamples(Sample.newBuilder().setValue(i).setTimestamp(1_700_000_000_000L))
                    .addSamples(Sample.newBuilder().setValue(0.5).setTimestamp(1_700_000_010_000L)));
        }
        return request.build();
    }

    private FuzzBodies() {}
}
