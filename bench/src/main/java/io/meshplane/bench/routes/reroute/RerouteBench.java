package io.meshplane.bench.routes.reroute;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.ProcessUsage;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.routes.Figure;
import io.meshplane.bench.routes.Findings;
import io.meshplane.bench.routes.Goal;
import io.meshplane.bench.stack.Readiness;
import io.meshplane.bench.stack.Stores;
import io.meshplane.testkit.mesh.GeometricMesh;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The packaged route-service over the real broker: nodes and links of a large mesh are published as the other services would, then one
 * link that carries a route dies after the other. The clock runs from before the report is sent to when the new route of the node that
 * lost its link has been read off {@code routes.v1}.
 */
public final class RerouteBench {
    private static final String PART = "reroute";
    private static final int GATEWAYS = 50;
    private static final long LOOK_MS = 2;
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration ROUTE_LIMIT = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofMillis(150);

    private final Path checkout;
    private final long seed;
    private final int nodes;
    private final int deaths;
    private final Consumer<String> progress;

    /** @param checkout whose build is measured */
    public RerouteBench(Path checkout, long seed, boolean quick, Consumer<String> progress) {
        this.checkout = checkout;
        this.seed = seed;
        this.nodes = quick ? 10_000 : 100_000;
        this.deaths = quick ? 100 : 300;
        this.progress = progress;
    }

    /** Measures; leaves no process and no file behind. */
    public void measure(Findings findings) throws Unusable, InterruptedException {
        String subject = String.format(Locale.ROOT, "%,d nodes, %d gateways", nodes, GATEWAYS);
        try (Guard guard = Guard.begin();
                Stores stores = Stores.start(checkout, guard, List.of("issuer"));
                PublishedMesh mesh =
                        new PublishedMesh(new GeometricMesh(nodes, 6, seed), GATEWAYS, seed, stores.bootstrap())) {
            progress.accept("reroute: publishing " + subject);
            mesh.publish();
            try (Child service = service(stores, guard);
                    RouteWatch watch = new RouteWatch(stores.bootstrap())) {
                progress.accept("reroute: waiting for all routes");
                long begun = System.nanoTime();
                await(
                        service,
                        START_LIMIT,
                        () -> watch.records() >= nodes / 2 && isQuiet(watch, Duration.ofSeconds(5)));
                double seconds = (watch.lastNanos() - begun) / 1e9;
                findings.figure(Figure.of(PART, subject, "start to the last of all routes on Kafka", "s", seconds));
                findings.figure(Figure.of(PART, subject, "routes", "", (double) watch.reachable()));
                progress.accept("reroute: " + deaths + " deaths");
                deaths(mesh, watch, service, subject, findings);
                double peak = ProcessUsage.of(service.pid()).peakRssBytes() / (double) (1 << 20);
                findings.figure(Figure.of(PART, subject, "peak memory of the service", "MiB", peak));
            }
        } catch (IOException failure) {
            throw new Unusable(Unusable.FAILED, "reroute: " + failure);
        }
    }

    private Child service(Stores stores, Guard guard) throws IOException {
        List<String> command = List.of(
                Programs.java(),
                "-Xmx3g",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                checkout.resolve("services/route-service/target/quarkus-app/quarkus-run.jar")
                        .toString());
        Map<String, String> environment = stores.environment();
        environment.put("MESHPLANE_HTTP_PORT", Integer.toString(Programs.freePort()));
        environment.put("MESHPLANE_MANAGEMENT_PORT", Integer.toString(Programs.freePort()));
        environment.put(
                "MESHPLANE_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        environment.put("MESHPLANE_ROUTE_SETTLING", "0S"); // links come back at once
        environment.put("MESHPLANE_ROUTE_FRESHNESS_GATEWAY", "1H"); // nobody reports twice
        environment.put("MESHPLANE_ROUTE_FRESHNESS_RELAY", "1H");
        environment.put("MESHPLANE_ROUTE_FRESHNESS_CLIENT", "1H");
        return Child.start("route-service", command, environment, guard);
    }

    private void deaths(PublishedMesh mesh, RouteWatch watch, Child service, String subject, Findings findings)
            throws Unusable, InterruptedException, IOException {
        Random random = new Random(seed);
        double[] millis = new double[deaths];
        double[] lastMillis = new double[deaths];
        long routes = 0;
        for (int i = -deaths / 4; i < deaths; i++) {
            int node = mesh.nodeWithRoute(random, watch);
            String name = mesh.name(node);
            RouteWatch.Seen before = watch.of(name);
            if (before == null) throw new IllegalStateException("no route of " + name);
            long records = watch.records();
            long start = System.nanoTime();
            mesh.report(node, before.next(), true);
            await(service, ROUTE_LIMIT, () -> leftItsLink(watch.of(name), before));
            RouteWatch.Seen after = watch.of(name);
            await(service, ROUTE_LIMIT, () -> isQuiet(watch, QUIET));
            if (i >= 0 && after != null) {
                millis[i] = (after.atNanos() - start) / 1e6;
                lastMillis[i] = (watch.lastNanos() - start) / 1e6;
                routes += watch.records() - records;
            }
            mesh.report(node, before.next(), false);
            await(service, ROUTE_LIMIT, () -> !Objects.equals(watch.of(name), after) && isQuiet(watch, QUIET));
        }
        Arrays.sort(millis);
        Arrays.sort(lastMillis);
        double p99 = millis[(int) Math.ceil(deaths * 0.99) - 1];
        findings.figure(
                Figure.of(PART, subject, "death to the new route read off Kafka, p50", "ms", millis[deaths / 2]));
        findings.figure(Figure.of(PART, subject, "death to the new route read off Kafka, p99", "ms", p99));
        findings.figure(Figure.of(
                PART,
                subject,
                "death to the last of all new routes, p99",
                "ms",
                lastMillis[(int) Math.ceil(deaths * 0.99) - 1]));
        findings.figure(
                Figure.of(PART, subject, "routes that changed with a death, mean", "", (double) routes / deaths));
        findings.goal(Goal.atMost("a link's death to the new route on Kafka, p99", "ms", 100, p99));
        findings.check(subject, "every death led to another route", deaths, 0); // else the wait above ends the run
    }

    private static boolean leftItsLink(RouteWatch.@org.jspecify.annotations.Nullable Seen now, RouteWatch.Seen before) {
        return now != null && !now.equals(before) && !now.next().equals(before.next());
    }

    private static boolean isQuiet(RouteWatch watch, Duration length) {
        return System.nanoTime() - watch.lastNanos() > length.toNanos();
    }

    private static void await(Child service, Duration limit, BooleanSupplier until)
            throws Unusable, InterruptedException {
        Readiness.await(service, limit, LOOK_MS, until::getAsBoolean);
    }
}
