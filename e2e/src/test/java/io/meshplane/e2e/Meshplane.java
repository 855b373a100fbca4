package io.meshplane.e2e;

import io.meshplane.testkit.Await;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A {@code ./meshplane} command that runs, and what it prints. */
final class Meshplane implements AutoCloseable {
    private static final List<String> SERVICES =
            List.of("registry", "telemetry-ingest", "payment-validator", "route-service", "sentinel");
    private static final Duration HEALTHY = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(40);

    private final Process process;
    private final Path output;
    private final Path data;

    private Meshplane(Process process, Path output, Path data) {
        this.process = process;
        this.output = output;
        this.data = data;
    }

    /** Starts a command. */
    static Meshplane run(Path folder, Path data, String... arguments) throws IOException {
        Path output = Files.createTempFile(folder, "meshplane", ".out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("meshplane.root"), "meshplane").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Meshplane(builder.start(), output, data);
    }

    /** Starts {@code up} on ports of its own. */
    static Meshplane up(Path folder, Path data, int portBase, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "up", "--plain", "--no-aot", "--data", data.toString(), "--port-base", Integer.toString(portBase)));
        arguments.addAll(List.of(more));
        return run(folder, data, arguments.toArray(String[]::new));
    }

    /** The first of a row of ports that are all free now. */
    static int freePortBase() throws IOException {
        for (int base = 21_000; base < 32_000; base += 50) {
            if (isFree(base)) return base;
        }
        throw new IllegalStateException("no 50 free ports in a row");
    }

    private static boolean isFree(int base) throws IOException {
        for (int port = base; port < base + 50; port++) {
            try (ServerSocket socket = new ServerSocket(port)) {
                assert socket.isBound();
            } catch (BindException taken) {
                return false;
            }
        }
        return true;
    }

    void awaitHealthy() {
        try {
            Await.until("every service is ready", HEALTHY, () -> {
                if (!process.isAlive()) throw new IllegalStateException("the launcher ended");
                for (String service : SERVICES) {
                    if (!isReady(service)) return false;
                }
                return get("http://127.0.0.1:" + port("agent") + "/health") == 200;
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + printed(), e);
        }
    }

    boolean isReady(String service) throws IOException, InterruptedException {
        return get("http://127.0.0.1:" + port(service + "-health") + "/q/health/ready") == 200;
    }

    private static int get(String url) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** Where it keeps everything. */
    Path data() {
        return data;
    }

    int port(String part) {
        return Integer.parseInt(facts("up").getProperty(part + ".port"));
    }

    /** A file of facts under {@code run/}. */
    Properties facts(String name) {
        Properties facts = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve("run").resolve(name + ".properties"))) {
            facts.load(reader);
            return facts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that the command started and that still runs. */
    List<ProcessHandle> descendants() {
        return process.descendants().filter(ProcessHandle::isAlive).toList();
    }

    long pid() {
        return process.pid();
    }

    void killHard() {
        process.destroyForcibly();
    }

    /** SIGTERM, as Ctrl-C would end it. */
    int stop() throws InterruptedException {
        process.destroy();
        return await(END);
    }

    /** Waits for its end and gives the exit code. */
    int await(Duration deadline) throws InterruptedException {
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + deadline.toSeconds() + " s:\n" + printed());
        }
        return process.exitValue();
    }

    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves nothing behind, whatever the test did. */
    @Override
    public void close() {
        List<ProcessHandle> left = descendants();
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, END.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
