package io.meshplane.agent;

import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.adapter.http.Ingest;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.testkit.router.EndOfInput;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent of a synthetic router in a process of its own, whose time passes faster. Arguments: data folder of an enrolled node, URL
 * of telemetry-ingest, role, batch interval in seconds of that time, file of the authorities to trust or {@code -}, seconds that pass
 * in a second, and since when, in milliseconds since epoch.
 */
final class WireAgent {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    public static void main(String[] args) {
        EndOfInput.endsThisProcess();
        URI server = URI.create(args[1]);
        int speed = Integer.parseInt(args[5]);
        InstantSource clock = FasterClock.of(args[5], args[6]);
        NodeSettings settings = new NodeSettings(
                "wire",
                Path.of(args[0]),
                null,
                null,
                null,
                INTERVAL.dividedBy(speed),
                Duration.ofSeconds(Long.parseLong(args[3])).dividedBy(speed),
                64 << 20,
                BackOff.of(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                "test");
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        @Nullable Path authorities = args[4].equals("-") ? null : Path.of(args[4]);
        ControlPlane controlPlane = new ControlPlane(vertx, server, server, authorities, 2, 5_000, clock);
        Ingest ingest = new Ingest(vertx, server, authorities, 2, 10_000, clock);
        Reporting reporting = new BufferReporting(settings, ingest, true, clock);
        Router router = new SyntheticRouter(args[2], 7);
        LongSupplier steadyMs = () -> System.nanoTime() * speed / 1_000_000;
        vertx.deployVerticle(new Agent(settings, router, controlPlane, reporting, null, null, clock, steadyMs))
                .onFailure(cause -> {
                    System.err.println(cause);
                    System.exit(1);
                });
    }

    private WireAgent() {}
}
