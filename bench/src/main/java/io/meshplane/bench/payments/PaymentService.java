package io.meshplane.bench.payments;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.process.Child;
import io.meshplane.bench.process.Guard;
import io.meshplane.bench.process.Programs;
import io.meshplane.bench.stack.HttpConnection;
import io.meshplane.bench.stack.Readiness;
import io.meshplane.bench.stack.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** payment-validator as its image runs it, which follows four development nodes. */
record PaymentService(Child child, int port, int management) implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration BLOCK_LIMIT = Duration.ofMinutes(2);
    private static final long LOOK_MS = 10;
    private static final Pattern USED_KIB = Pattern.compile("used ([0-9]+)K");

    static PaymentService start(Path checkout, Stores stores, Guard guard)
            throws IOException, InterruptedException, Unusable {
        return start(checkout, stores, guard, "payment-validator");
    }

    /** @param name of the process, for its log */
    static PaymentService start(Path checkout, Stores stores, Guard guard, String name)
            throws IOException, InterruptedException, Unusable {
        int port = Programs.freePort();
        int management = Programs.freePort();
        List<String> command = List.of(
                Programs.java(),
                "@" + checkout.resolve("deploy/compose/java.options"),
                "-Xmx512m",
                "-jar",
                checkout.resolve("services/payment-validator/target/quarkus-app/quarkus-run.jar")
                        .toString());
        Map<String, String> environment = stores.environment();
        environment.putAll(stores.databaseEnvironment("payment"));
        String[] urls = stores.fact("chain.urls").split(",");
        environment.put("MESHPLANE_CHAIN_NODES", "a=" + urls[0] + ",b=" + urls[1] + ",c=" + urls[2] + ",d=" + urls[3]);
        environment.put("MESHPLANE_CHAIN_POLL_INTERVAL", "50ms");
        environment.put("MESHPLANE_PAYMENT_PENDING_CLAIMS_MAX", "1000000");
        environment.put("MESHPLANE_HTTP_PORT", Integer.toString(port));
        environment.put("MESHPLANE_MANAGEMENT_PORT", Integer.toString(management));
        environment.put(
                "MESHPLANE_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        Child child = Child.start(name, command, environment, guard);
        PaymentService service = new PaymentService(child, port, management);
        try {
            Readiness.await(child, START_LIMIT, () -> service.isReady());
            return service;
        } catch (InterruptedException | Unusable failure) {
            child.close();
            throw failure;
        }
    }

    private boolean isReady() throws IOException {
        try (HttpConnection connection = new HttpConnection(management)) {
            return connection.get("/q/health/ready").isSuccess();
        }
    }

    /** Waits until the chain is indexed up to a height. */
    void awaitIndexed(long height) throws InterruptedException, Unusable {
        Readiness.await(child, BLOCK_LIMIT, LOOK_MS, () -> metric("payment_chain_indexed_height") >= height);
    }

    /** Sum of a metric's series. */
    double metric(String name) throws IOException {
        try (HttpConnection connection = new HttpConnection(management)) {
            return connection
                    .get("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    /** What is on its heap after a collection; 0 if nobody can say. */
    long liveHeapBytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED_KIB.matcher(jcmd("GC.heap_info"));
        return used.find() ? Long.parseLong(used.group(1)) << 10 : 0;
    }

    private String jcmd(String question) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(program.toString(), Long.toString(child.pid()), question)
                .redirectErrorStream(true)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return said;
    }

    @Override
    public void close() {
        child.close();
    }
}
