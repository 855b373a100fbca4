package io.meshplane.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.ingest.adapter.kafka.UploadConsumer;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import io.meshplane.testkit.realpart.RealPartCondition;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Stores as operators have them, which know no other form than remote-write 1. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@ExtendWith(RealPartCondition.class)
@SuppressWarnings("NullAway.Init") // the framework sets the fields
class RealStoresTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int UPLOADS = 20;

    @Inject
    ForwardFlow forward;

    @Inject
    MeterRegistry meters;

    @TempDir
    private Path folder;

    private final String network = Operators.freshNetwork();
    private final String node = "n" + UUID.randomUUID();
    private final String store = "r" + UUID.randomUUID().toString().substring(0, 8);
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1_200);

    @Test
    @RealPart(program = "prometheus", env = "MESHPLANE_PROMETHEUS")
    void prometheusHasEveryValueAlsoThoseOfTheTimeWhenItWasAway() throws IOException, InterruptedException {
        int port = freePort();
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        everyValueArrives(
                "prometheus",
                "MESHPLANE_PROMETHEUS",
                port,
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.enable-remote-write-receiver",
                "--web.listen-address=127.0.0.1:" + port);
    }

    @Test
    @RealPart(program = "victoria-metrics", env = "MESHPLANE_VICTORIA_METRICS")
    void victoriaMetricsHasEveryValueAlsoThoseOfTheTimeWhenItWasAway() throws IOException, InterruptedException {
        int port = freePort();
        everyValueArrives(
                "victoria-metrics",
                "MESHPLANE_VICTORIA_METRICS",
                port,
                "-storageDataPath=" + folder.resolve("data"),
                "-search.latencyOffset=0s",
                "-httpListenAddr=127.0.0.1:" + port);
    }

    private void everyValueArrives(String program, String env, int port, String... arguments)
            throws IOException, InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + port + "/api/v1/write");
        uploads(0, UPLOADS / 2);
        Process first = null;
        Process second = null;
        try (UploadConsumer lane = forward.open(store, new StoreOf(url))) {
            lane.start();
            Await.until(
                    "it is tried",
                    SOON,
                    () -> meters.counter("forward.retries", "store", store).count() > 0);
            first = started(program, env, arguments);
            Await.until("half is there", SOON, () -> points(port).size() == 2 * UPLOADS / 2);
            stop(first);
            uploads(UPLOADS / 2, UPLOADS);
            second = started(program, env, arguments);
            Await.until("all is there", SOON, () -> points(port).size() == 2 * UPLOADS);
            assertThat(points(port)).isEqualTo(expected());
        } finally {
            if (first != null) stop(first);
            if (second != null) stop(second);
        }
    }

    private Process started(String program, String env, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(RealPartCondition.find(program, env).orElseThrow().toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    }

    private void uploads(int from, int to) {
        for (int i = from; i < to; i++) {
            Instant first = start.plusSeconds(60L * i);
            SeriesRecords.of(network, node, first.plusSeconds(31))
                    .at(first, first.plusSeconds(30))
                    .numbers("rtt.ms", "peer", "a", i, i + 0.5)
                    .send("upload" + i);
        }
    }

    private List<String> expected() {
        List<String> points = new ArrayList<>();
        for (int i = 0; i < 2 * UPLOADS; i++) points.add((start.getEpochSecond() + 30L * i) + " " + i / 2.0);
        return points;
    }

    /** What the store has, by a query for raw samples. */
    private List<String> points(int port) {
        String query = "{__name__=\"rtt_ms\",network=\"" + network + "\",node=\"" + node + "\",peer=\"a\"}[1h]";
        List<List<Object>> values = RestAssured.given()
                .baseUri("http://127.0.0.1")
                .port(port)
                .queryParam("query", query)
                .queryParam("time", start.plusSeconds(60L * UPLOADS).getEpochSecond())
                .get("/api/v1/query")
                .jsonPath()
                .getList("data.result[0].values");
        List<String> points = new ArrayList<>();
        if (values == null) return points;
        for (List<Object> value : values) {
            points.add(((Number) value.get(0)).longValue() + " "
                    + Double.parseDouble(value.get(1).toString()));
        }
        return points;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
