package io.meshplane.bench.telemetry.ingest;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.stack.HttpConnection;
import io.meshplane.bench.stack.Readiness;
import io.meshplane.bench.stack.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that runs and is ready.
 *
 * @param port where uploads go
 * @param metricsPort where it tells of itself
 */
record Server(Child child, int port, int metricsPort) implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String LOOPBACK = "127.0.0.1:";
    /** Java Flight Recorder with samples by CPU time (JEP 509) and of allocations. */
    private static final String PROFILE =
            "-XX:StartFlightRecording=settings=profile,dumponexit=true,jdk.CPUTimeSample#enabled=true,filename=";

    static Server prometheus(Path program, Guard guard) throws IOException, InterruptedException, Unusable {
        int port = Programs.freePort();
        List<String> command = List.of(
                program.toString(),
                "--config.file=/dev/null",
                "--storage.tsdb.path=" + guard.folder().resolve("prometheus"),
                "--web.listen-address=" + LOOPBACK + port,
                "--web.enable-remote-write-receiver");
        return ready(Child.start("prometheus", command, Map.of(), guard), port, port, "/-/ready");
    }

    static Server victoriaMetrics(Path program, Guard guard) throws IOException, InterruptedException, Unusable {
        int port = Programs.freePort();
        List<String> command = List.of(
                program.toString(),
                "-storageDataPath=" + guard.folder().resolve("victoria-metrics"),
                "-httpListenAddr=" + LOOPBACK + port,
                "-retentionPeriod=100y");
        return ready(Child.start("victoria-metrics", command, Map.of(), guard), port, port, "/health");
    }

    /** @param sinkPort to which it sends all it takes */
    static Server vmagent(Path program, int sinkPort, Guard guard) throws IOException, InterruptedException, Unusable {
        int port = Programs.freePort();
        List<String> command = List.of(
                program.toString(),
                "-httpListenAddr=" + LOOPBACK + port,
                "-remoteWrite.url=http://" + LOOPBACK + sinkPort + "/write",
                "-remoteWrite.tmpDataPath=" + guard.folder().resolve("vmagent"));
        return ready(Child.start("vmagent", command, Map.of(), guard), port, port, "/health");
    }

    /**
     * Our service as its image runs it, with half a GiB of heap.
     *
     * @param recording where a profile of all it does is written when it ends; empty = none is taken
     */
    static Server meshplane(Path checkout, Stores stores, Optional<Path> recording, Guard guard)
            throws IOException, InterruptedException, Unusable {
        int port = Programs.freePort();
        int management = Programs.freePort();
        List<String> command = new ArrayList<>(
                List.of(Programs.java(), "@" + checkout.resolve("deploy/compose/java.options"), "-Xmx512m"));
        recording.ifPresent(file -> command.add(PROFILE + file));
        command.addAll(List.of(
                "-jar",
                checkout.resolve("services/telemetry-ingest/target/quarkus-app/quarkus-run.jar")
                        .toString()));
        Map<String, String> environment = stores.environment();
        environment.put("MESHPLANE_HTTP_PORT", Integer.toString(port));
        environment.put("MESHPLANE_MANAGEMENT_PORT", Integer.toString(management));
        environment.put(
                "MESHPLANE_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        Child child = Child.start("telemetry-ingest", command, environment, guard);
        return ready(child, port, management, "/q/health/ready");
    }

    private static Server ready(Child child, int port, int metricsPort, String path)
            throws InterruptedException, Unusable {
        try {
            Readiness.await(child, START_LIMIT, () -> {
                try (HttpConnection connection = new HttpConnection(metricsPort)) {
                    return connection.get(path).isSuccess();
                }
            });
            return new Server(child, port, metricsPort);
        } catch (InterruptedException | Unusable failure) {
            child.close();
            throw failure;
        }
    }

    /**
     * Sum of a counter's series in the text format.
     *
     * @param with that the series' labels hold; empty = any
     */
    long counter(String name, String with) throws IOException {
        try (HttpConnection connection = new HttpConnection(metricsPort)) {
            double sum = connection
                    .get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .filter(line -> line.contains(with))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
            return Math.round(sum);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
