package io.meshplane.agent;

import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.adapter.http.Ingest;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.testkit.router.EndOfInput;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An agent in a process of its own, to be killed by a test. Says a line for each scrape: its number and its time. Arguments: data
 * folder of an enrolled node, URL of telemetry-ingest, the number of this start, series per scrape, sampling interval and batch
 * interval in milliseconds, size of the buffer in bytes.
 */
final class KilledAgent {
    private static final int NEIGHBOURS = 40;
    private static final InstantSource CLOCK = InstantSource.system();

    public static void main(String[] args) {
        EndOfInput.endsThisProcess();
        URI server = URI.create(args[1]);
        NodeSettings settings = new NodeSettings(
                "killed",
                Path.of(args[0]),
                null,
                null,
                null,
                Duration.ofMillis(Long.parseLong(args[4])),
                Duration.ofMillis(Long.parseLong(args[5])),
                Long.parseLong(args[6]),
                BackOff.of(Duration.ofMillis(50), Duration.ofMillis(500)),
                "test");
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        ControlPlane controlPlane = new ControlPlane(vertx, server, server, null, 2, 5_000, CLOCK);
        Ingest ingest = new Ingest(vertx, server, null, 2, 5_000, CLOCK);
        Reporting reporting = new BufferReporting(settings, ingest, true, CLOCK);
        Router router = new NumberedRouter(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        vertx.deployVerticle(new Agent(settings, router, controlPlane, reporting, CLOCK))
                .onFailure(cause -> {
                    System.err.println(cause);
                    System.exit(1);
                });
    }

    /** Numbers its scrapes. */
    private static final class NumberedRouter implements Router {
        private final SeriesHandle start = SeriesHandle.of("start");
        private final SeriesHandle number = SeriesHandle.of("number");
        private final List<SeriesHandle> more = new ArrayList<>();
        private final int startNumber;
        private long scrapes;

        NumberedRouter(int startNumber, int series) {
            this.startNumber = startNumber;
            for (int i = 0; i < series; i++) more.add(SeriesHandle.of("series_" + i + "_total"));
        }

        @Override
        public void start(Vertx vertx) {}

        @Override
        public Observation observe() {
            long now = ++scrapes;
            List<Reading> readings = new ArrayList<>();
            readings.add(Reading.of(start, startNumber));
            readings.add(Reading.of(number, (double) now));
            for (int i = 0; i < more.size(); i++)
                readings.add(Reading.of(more.get(i), (double) ((now * (i * 37L + 1)) % 99_991)));
            System.out.println(now + " " + CLOCK.millis());
            return new Observation(readings, links(now), usage(now), null, now);
        }

        /** Forty neighbours, of which one leaves and another comes at each look. */
        private static List<LinkSample> links(long now) {
            return LongStream.range(now, now + NEIGHBOURS)
                    .mapToObj(i -> new LinkSample("wlan0", "fe80::1", "fe80::2:" + i % 65_536, null, 256, 9_000))
                    .toList();
        }

        private static List<UsageCounter> usage(long now) {
            return LongStream.range(now, now + NEIGHBOURS)
                    .mapToObj(i -> new UsageCounter("wg0", "peer-" + i, 1, now * 1_000, now * 900))
                    .toList();
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

    private KilledAgent() {}
}
