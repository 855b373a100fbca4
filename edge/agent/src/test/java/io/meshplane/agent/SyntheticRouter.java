package io.meshplane.agent;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.testkit.telemetry.RouterTelemetry;
import io.meshplane.testkit.telemetry.SampleSink;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a router of the reference's kind shows: its series, and for each peer the link and the usage counter that a real
 * router would report beside them, with the same numbers in them.
 */
final class SyntheticRouter implements Router {
    private final RouterTelemetry telemetry;
    private final Map<SampleSink.Series, SeriesHandle> handles = new HashMap<>();
    private final AtomicLong scrapes = new AtomicLong();

    /** @param role gateway (420 series), relay (80) or client (40) */
    SyntheticRouter(String role, long seed) {
        this.telemetry = RouterTelemetry.of(role, seed);
    }

    @Override
    public void start(Vertx vertx) {}

    @Override
    public Observation observe() {
        Scrape scrape = new Scrape();
        telemetry.scrape(scrape);
        long taken = scrapes.incrementAndGet();
        List<LinkSample> links = new ArrayList<>();
        List<UsageCounter> usage = new ArrayList<>();
        scrape.peers.forEach((name, peer) -> {
            links.add(new LinkSample(name, "fe80::1", "fe80::2", null, (int) peer.metric, (int) (peer.rttMs * 1_000)));
            usage.add(new UsageCounter(name, peer.key, 1, peer.sentBytes, peer.receivedBytes));
        });
        return new Observation(scrape.readings, links, usage, scrape.routes, 86_400 + 10 * taken);
    }

    private static final class Peer {
        private final String key;
        private double metric = 96;
        private double rttMs;
        private long sentBytes;
        private long receivedBytes;

        Peer(String key) {
            this.key = key;
        }
    }

    private final class Scrape implements SampleSink {
        private final List<Reading> readings = new ArrayList<>();
        private final Map<String, Peer> peers = new LinkedHashMap<>();
        private @Nullable Integer routes;

        @Override
        public void scrape(long timeMs) {}

        @Override
        public void count(Series series, long value) {
            readings.add(Reading.ofCount(handle(series, true), value));
            if (series.name().equals("wg_tx_bytes_total")) peer(series).sentBytes = value;
            if (series.name().equals("wg_rx_bytes_total")) peer(series).receivedBytes = value;
        }

        @Override
        public void number(Series series, double value) {
            readings.add(Reading.of(handle(series, false), value));
            switch (series.name()) {
                case "babel_metric" -> peer(series).metric = value;
                case "babel_rtt_ms" -> peer(series).rttMs = value;
                case "babel_routes" -> routes = (int) value;
                default -> {
                    // of the router itself
                }
            }
        }

        private Peer peer(Series series) {
            String name = String.valueOf(series.labels().get("interface"));
            return peers.computeIfAbsent(
                    name, _ -> new Peer(String.valueOf(series.labels().get("peer"))));
        }
    }

    private SeriesHandle handle(SampleSink.Series series, boolean count) {
        return handles.computeIfAbsent(series, one -> {
            List<Label> labels = new ArrayList<>();
            one.labels().forEach((name, value) -> labels.add(new Label(name, value)));
            return count ? SeriesHandle.count(one.name(), labels) : SeriesHandle.of(one.name(), labels, 0);
        });
    }

    /** Looks so far; from any thread. */
    long scrapes() {
        return scrapes.get();
    }

    @Override
    public void enrolled(NodeId node) {}

    @Override
    public String babel() {
        return "none";
    }

    @Override
    public void stop() {}
}
