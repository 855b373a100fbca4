package io.meshplane.bench.sentinel;

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

/** Instances of the packaged service as its image runs it, each a vantage point. */
final class Sentinels implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final List<Child> children = new ArrayList<>();

    /**
     * Starts them.
     *
     * @param settings added to each one's environment
     */
    static Sentinels start(
            int instances, Path checkout, Stores stores, Guard guard, int dnsPort, Map<String, String> settings)
            throws IOException, InterruptedException, Unusable {
        Sentinels sentinels = new Sentinels();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                ports.add(sentinels.launch(i, checkout, stores, guard, dnsPort, settings));
            }
            for (int i = 0; i < instances; i++) awaitReady(sentinels.children.get(i), ports.get(i));
            return sentinels;
        } catch (IOException | InterruptedException | Unusable failure) {
            sentinels.close();
            throw failure;
        }
    }

    private int launch(int number, Path checkout, Stores stores, Guard guard, int dnsPort, Map<String, String> settings)
            throws IOException {
        int management = Programs.freePort();
        List<String> command = List.of(
                Programs.java(),
                "@" + checkout.resolve("deploy/compose/java.options"),
                "-Xmx96m",
                "-jar",
                checkout.resolve("services/sentinel/target/quarkus-app/quarkus-run.jar")
                        .toString());
        Map<String, String> environment = stores.environment();
        environment.put("MESHPLANE_VANTAGE", "v" + number);
        environment.put("MESHPLANE_DNS_SERVER", "127.0.0.1:" + dnsPort);
        environment.put("MESHPLANE_DNS_TSIG", Knot.TSIG);
        environment.put("MESHPLANE_DNS_ZONES", Knot.ZONE);
        environment.put("MESHPLANE_PROBE_ALLOW_LOOPBACK", "true");
        environment.put("MESHPLANE_HTTP_PORT", Integer.toString(Programs.freePort()));
        environment.put("MESHPLANE_MANAGEMENT_PORT", Integer.toString(management));
        environment.put(
                "MESHPLANE_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        environment.putAll(settings);
        children.add(Child.start("sentinel-" + number + "-" + management, command, environment, guard));
        return management;
    }

    private static void awaitReady(Child child, int management) throws InterruptedException, Unusable {
        Readiness.await(child, START_LIMIT, () -> {
            try (HttpConnection connection = new HttpConnection(management)) {
                return connection.get("/q/health/ready").isSuccess();
            }
        });
    }

    Child first() {
        return children.getFirst();
    }

    @Override
    public void close() {
        for (Child child : children.reversed()) child.close();
    }
}
