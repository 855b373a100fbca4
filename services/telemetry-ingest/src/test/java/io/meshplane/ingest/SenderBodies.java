package io.meshplane.ingest;

import io.meshplane.ingest.prometheus.v1.Label;
import io.meshplane.ingest.prometheus.v1.Sample;
import io.meshplane.ingest.prometheus.v1.TimeSeries;
import io.meshplane.ingest.prometheus.v1.WriteRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Small bodies of standard senders. */
final class SenderBodies {
    static ExportMetricsServiceRequest metrics(AggregationTemporality temporality) {
        Metric.Builder sum = Metric.newBuilder().setName("rx");
        sum.getSumBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(temporality)
                .addDataPoints(
                        NumberDataPoint.newBuilder().setTimeUnixNano(5_000_000).setAsInt(42));
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(sum)))
                .build();
    }

    static byte[] cumulative() {
        return metrics(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .toByteArray();
    }

    static WriteRequest written(String... labels) {
        TimeSeries.Builder series = TimeSeries.newBuilder()
                .addSamples(Sample.newBuilder().setTimestamp(5).setValue(1.5));
        for (int i = 0; i < labels.length; i += 2) {
            series.addLabels(Label.newBuilder().setName(labels[i]).setValue(labels[i + 1]));
        }
        return WriteRequest.newBuilder().addTimeseries(series).build();
    }

    static byte[] snappy(byte[] body) {
        try {
            return Snappy.compress(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SenderBodies() {}
}
