package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.router.RouterHost;
import io.meshplane.testkit.router.ServerCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent's process takes at a gateway: forty peers, 440 series, an outage and its backlog, started with the options of
 * {@code java.options} as everywhere, under TLS. Samples come a hundred times as often as on a router.
 * {@code -Dmeshplane.footprint.scrapes} makes it longer, {@code -Dmeshplane.footprint.tls=false} measures clear text,
 * {@code -Dmeshplane.footprint.flags} adds flags of the JVM.
 */
class FootprintTest {
    private static final long SCRAPES = Long.getLong("meshplane.footprint.scrapes", 200);
    private static final Duration DEADLINE = Duration.ofSeconds(60 + SCRAPES);
    private static final boolean TLS = !"false".equals(System.getProperty("meshplane.footprint.tls"));
    private static final int CHANGES = 10_000;
    /** The goal is 80 MiB, and it was met; the rest is room for another machine's pages. */
    private static final int RSS_LIMIT_KIB = 84 << 10;

    /** As the systemd unit and the image set it. */
    private static final Map<String, String> MALLOC = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_THRESHOLD_", "32768",
            "MALLOC_TRIM_THRESHOLD_", "65536",
            "MALLOC_TOP_PAD_", "4096");

    private static final Pattern TEST_LIBRARY =
            Pattern.compile("/org/junit/|assertj|archunit|byte-buddy|opentest4j|apiguardian|hamcrest|jqwik");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private @Nullable Process started;

    @AfterEach
    void stop() throws InterruptedException {
        Process agent = started;
        if (agent != null) {
            agent.destroy();
            if (!agent.waitFor(20, TimeUnit.SECONDS)) agent.destroyForcibly();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void fitsARouterThroughTenThousandNeighbourChanges() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        NodeFiles files = new NodeFiles(data);
        NodeKey key = files.key();
        NodeId node = NodeId.ofPublicKey(key.publicKey());
        files.keep(new NodeFiles.Enrolment(node, "home", "GATEWAY"));
        ServerCertificate certificate = new ServerCertificate(folder, "127.0.0.1");
        HttpServerOptions door =
                new HttpServerOptions().setHost("127.0.0.1").setPort(0).setSsl(TLS);
        door.setKeyCertOptions(
                new PfxOptions().setPath(certificate.keyStore().toString()).setPassword(ServerCertificate.PASSWORD));
        RecordingIngest ingest = new RecordingIngest(vertx, Map.of(node.value(), key.publicKey()), door);
        ingest.uploadStatus = 503;
        int perTick = (int) Math.ceilDiv(2L * CHANGES, SCRAPES);
        try (RouterHost host = router(perTick)) {
            started = start(host, data, ingest.uri().getPort(), certificate.authorities());
            Await.until("an outage", DEADLINE, () -> host.ticks() > SCRAPES / 2);
            ingest.uploadStatus = 204;
            Await.until("the backlog", DEADLINE, () -> scrapes(ingest) > SCRAPES / 2);
            double cpuBefore = cpuSeconds();
            long before = scrapes(ingest);
            long[] descriptors = {0};
            Await.until("all of it", DEADLINE, () -> {
                descriptors[0] = Math.max(descriptors[0], descriptors());
                return scrapes(ingest) > SCRAPES && host.neighbourChanges() > CHANGES;
            });
            double cpu = (cpuSeconds() - cpuBefore) / (scrapes(ingest) - before);
            report(ingest, host, descriptors[0], cpu);

            assertThat(kib("VmRSS")).isLessThanOrEqualTo(RSS_LIMIT_KIB);
            assertThat(descriptors[0]).isLessThanOrEqualTo(64);
            assertThat(series(ingest)).isGreaterThanOrEqualTo(420);
            assertThat(ingest.complaints).isEmpty();
        }
    }

    private RouterHost router(int changesEachTick) throws IOException {
        return new RouterHost(
                Files.createDirectory(folder.resolve("host")), "gateway", Duration.ofMillis(100), changesEachTick);
    }

    private Process start(RouterHost host, Path data, int port, Path authorities) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + System.getProperty("meshplane.agent.options"));
        String more = System.getProperty("meshplane.footprint.flags", "");
        if (!more.isBlank()) command.addAll(List.of(more.split(" ")));
        command.addAll(List.of("-cp", classPath(), AgentMain.class.getName()));
        command.addAll(List.of("--host-root", folder.resolve("host").toString()));
        command.addAll(List.of("--parent", Long.toString(ProcessHandle.current().pid())));
        String url = (TLS ? "https" : "http") + "://127.0.0.1:" + port;
        command.addAll(List.of("--registry", url, "--ingest", url, "--data", data.toString()));
        command.addAll(List.of("--authorities", authorities.toString(), "--status-port", "0"));
        command.addAll(
                List.of("--babel-socket", host.babelSocket().toString(), "--interval", "100ms", "--batch", "600ms"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(MALLOC);
        builder.environment().merge("PATH", host.programs().toString(), (path, first) -> first + ":" + path);
        return builder.start();
    }

    /** Without what only tests need: every library that is looked into is an open file. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !TEST_LIBRARY.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void report(RecordingIngest ingest, RouterHost host, long descriptors, double cpuSeconds)
            throws IOException {
        System.out.printf(
                Locale.ROOT,
                "footprint: RSS %d KiB (anonymous %d, files %d), highest %d; %d descriptors, %d threads; %d neighbour"
                        + " changes; %d series, %d scrapes in %d batches; %.1f ms of CPU a scrape: %.2f %% of a core at"
                        + " one each 10 s%n",
                kib("VmRSS"),
                kib("RssAnon"),
                kib("RssFile"),
                kib("VmHWM"),
                descriptors,
                kib("Threads"),
                host.neighbourChanges(),
                series(ingest),
                scrapes(ingest),
                ingest.batches.size(),
                1_000 * cpuSeconds,
                10 * cpuSeconds);
    }

    private static int series(RecordingIngest ingest) {
        return ingest.batches.getLast().metrics().columns();
    }

    private static long scrapes(RecordingIngest ingest) {
        return ingest.batches.stream().mapToLong(batch -> batch.times().size()).sum();
    }

    private Process agent() {
        return Objects.requireNonNull(started);
    }

    private double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + agent().pid() + "/stat"));
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // its children, too: wg runs for each sample. Clock ticks (proc(5)), 100 a second
        return Stream.of(11, 12, 13, 14)
                        .mapToLong(i -> Long.parseLong(words[i]))
                        .sum()
                / 100.0;
    }

    /** A line of /proc/PID/status. */
    private long kib(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + agent().pid() + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip().split(" ")[0])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + agent().pid() + "/fd"))) {
            return open.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
