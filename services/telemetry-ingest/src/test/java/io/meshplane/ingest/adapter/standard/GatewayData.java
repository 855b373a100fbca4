package io.meshplane.ingest.adapter.standard;

import io.meshplane.ingest.prometheus.v1.Label;
import io.meshplane.ingest.prometheus.v1.Sample;
import io.meshplane.ingest.prometheus.v1.TimeSeries;
import io.meshplane.ingest.prometheus.v1.WriteRequest;
import io.meshplane.ingest.prometheus.v2.Request;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A minute of a gateway, 42 peers of 10 series in 6 scrapes, as standard senders would put it. Deterministic. */
final class GatewayData {
    static final int PEERS = 42;
    static final int SCRAPES = 6;
    static final int VALUES = PEERS * 10 * SCRAPES;
    private static final long START_MS = 1_782_000_000_000L;
    private static final String[] COUNTERS = {
        "wg.rx.packets", "wg.tx.packets", "wg.rx.bytes", "wg.tx.bytes", "wg.rx.errors", "wg.tx.dropped"
    };
    private static final String[] GAUGES = {"babel.rtt.ms", "babel.metric", "babel.loss.ratio", "wifi.signal.dbm"};

    private final Random random;
    private final long[] counters = new long[PEERS * COUNTERS.length];

    GatewayData(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < counters.length; i++) counters[i] = random.nextInt(1 << 30);
    }

    static String peer(int peer) {
        return "fd00:c032:d969:%x::1".formatted(0x3966 + 37 * peer);
    }

    private double gauge(int gauge) {
        return switch (gauge) {
            case 0 -> Math.round(1000 * (20 + random.nextGaussian())) / 1000.0;
            case 1 -> 96 + random.nextInt(3);
            case 2 -> random.nextInt(20) == 0 ? 0.0625 : 0;
            default -> -60 - random.nextInt(8);
        };
    }

    private long advance(int counter) {
        return counters[counter] += random.nextInt(10) < 8 ? random.nextInt(20_000) : 0;
    }

    /** One ResourceMetrics per scrape, as agents and collectors send. */
    ExportMetricsServiceRequest otlp() {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            long nanos = (START_MS + scrape * 10_000L + random.nextInt(900)) * 1_000_000L + 17;
            ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
            for (int c = 0; c < COUNTERS.length; c++) scope.addMetrics(sum(c, nanos));
            for (int g = 0; g < GAUGES.length; g++) scope.addMetrics(gauges(g, nanos));
            request.addResourceMetrics(ResourceMetrics.newBuilder()
                    .setResource(Resource.newBuilder()
                            .addAttributes(text("service.name", "gateway"))
                            .addAttributes(text("service.instance.id", "ga-c733904a"))
                            .addAttributes(text("host.name", "ga-c733904a")))
                    .addScopeMetrics(scope));
        }
        return request.build();
    }

    private Metric sum(int counter, long nanos) {
        Metric.Builder metric = Metric.newBuilder().setName(COUNTERS[counter]).setUnit("1");
        metric.getSumBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        for (int p = 0; p < PEERS; p++) {
            metric.getSumBuilder().addDataPoints(point(p, nanos).setAsInt(advance(p * COUNTERS.length + counter)));
        }
        return metric.build();
    }

    private Metric gauges(int gauge, long nanos) {
        Metric.Builder metric = Metric.newBuilder().setName(GAUGES[gauge]);
        for (int p = 0; p < PEERS; p++) {
            metric.getGaugeBuilder().addDataPoints(point(p, nanos).setAsDouble(gauge(gauge)));
        }
        return metric.build();
    }

    private static NumberDataPoint.Builder point(int peer, long nanos) {
        return NumberDataPoint.newBuilder()
                .setStartTimeUnixNano(START_MS * 1_000_000L)
                .setTimeUnixNano(nanos)
                .addAttributes(text("interface", "wg" + peer))
                .addAttributes(text("peer", peer(peer)));
    }

    static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    /** One sample per series, scrape after scrape, as Prometheus sends. */
    WriteRequest remoteWrite1() {
        WriteRequest.Builder request = WriteRequest.newBuilder();
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            long millis = START_MS + scrape * 10_000L + random.nextInt(900);
            for (int p = 0; p < PEERS; p++) {
                for (int c = 0; c < COUNTERS.length; c++) {
                    String name = COUNTERS[c].replace('.', '_') + "_total";
                    request.addTimeseries(series(name, p, millis, (double) advance(p * COUNTERS.length + c)));
                }
                for (int g = 0; g < GAUGES.length; g++) {
                    request.addTimeseries(series(GAUGES[g].replace('.', '_'), p, millis, gauge(g)));
                }
            }
        }
        return request.build();
    }

    private static TimeSeries series(String name, int peer, long millis, double value) {
        return TimeSeries.newBuilder()
                .addLabels(label("__name__", name))
                .addLabels(label("instance", "ga-c733904a:9100"))
                .addLabels(label("interface", "wg" + peer))
                .addLabels(label("job", "gateway"))
                .addLabels(label("peer", peer(peer)))
                .addSamples(Sample.newBuilder().setValue(value).setTimestamp(millis))
                .build();
    }

    static Label label(String name, String value) {
        return Label.newBuilder().setName(name).setValue(value).build();
    }

    /** The same request in the form of remote-write 2. */
    static Request asVersion2(WriteRequest request) {
        Map<String, Integer> symbols = new HashMap<>();
        List<String> texts = new ArrayList<>();
        texts.add("");
        symbols.put("", 0);
        Request.Builder built = Request.newBuilder();
        for (TimeSeries series : request.getTimeseriesList()) {
            var next = io.meshplane.ingest.prometheus.v2.TimeSeries.newBuilder();
            for (Label label : series.getLabelsList()) {
                for (String text : List.of(label.getName(), label.getValue())) {
                    next.addLabelsRefs(symbols.computeIfAbsent(text, fresh -> {
                        texts.add(fresh);
                        return texts.size() - 1;
                    }));
                }
            }
            for (Sample sample : series.getSamplesList()) {
                next.addSamples(io.meshplane.ingest.prometheus.v2.Sample.newBuilder()
                        .setValue(sample.getValue())
                        .setTimestamp(sample.getTimestamp()));
            }
            built.addTimeseries(next);
        }
        return built.addAllSymbols(texts).build();
    }
}
