package io.meshplane.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadSeries;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import io.meshplane.testkit.realpart.RealPartCondition;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** Senders as Debian ships them, unchanged: every scrape comes through once, and no request is refused. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class RealSendersTest {
    private static final int SCRAPES = Integer.getInteger("meshplane.senders.scrapes", 8);
    private static final Duration DEADLINE = Duration.ofSeconds(60L + SCRAPES);

    @TempDir
    private Path folder;

    private final SenderNode sender = SenderNode.enrol(Operators.freshNetwork());

    @Test
    @RealPart(program = "prometheus", env = "MESHPLANE_PROMETHEUS")
    void prometheusWritesEveryScrapeOnce() throws IOException, InterruptedException {
        int port = freePort();
        try (Exporter exporter = new Exporter(SCRAPES)) {
            Path config = Files.writeString(
                    folder.resolve("prometheus.yml"), """
                    global: {scrape_interval: 1s, scrape_timeout: 1s}
                    scrape_configs:
                      - job_name: mesh
                        static_configs: [{targets: ['%s']}]
                    remote_write:
                      - url: %s
                        authorization: {credentials: '%s'}
                    """.formatted(exporter.address(), door(), sender.token()));
            runs(
                    "prometheus",
                    "MESHPLANE_PROMETHEUS",
                    "http://127.0.0.1:" + port + "/metrics",
                    "prometheus_remote_storage_samples_(failed|retried|dropped)_total.* [1-9].*",
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port);
        }
    }

    @Test
    @RealPart(program = "vmagent", env = "MESHPLANE_VMAGENT")
    void vmagentWritesEveryScrapeOnce() throws IOException, InterruptedException {
        int port = freePort();
        try (Exporter exporter = new Exporter(SCRAPES)) {
            Path config = Files.writeString(folder.resolve("scrape.yml"), """
                    global: {scrape_interval: 1s, scrape_timeout: 1s}
                    scrape_configs:
                      - job_name: mesh
                        static_configs: [{targets: ['%s']}]
                    """.formatted(exporter.address()));
            runs(
                    "vmagent",
                    "MESHPLANE_VMAGENT",
                    "http://127.0.0.1:" + port + "/metrics",
                    "vmagent_remotewrite_(requests_total.*status_code=\"[^2].*|retries_count_total.*|packets_dropped_total.*) [1-9].*",
                    "-promscrape.config=" + config,
                    "-remoteWrite.url=" + door(),
                    "-remoteWrite.bearerToken=" + sender.token(),
                    "-remoteWrite.tmpDataPath=" + folder.resolve("data"),
                    "-httpListenAddr=127.0.0.1:" + port);
        }
    }

    private void runs(String program, String env, String metrics, String trouble, String... arguments)
            throws IOException, InterruptedException {
        awaitThatTheTokenIsKnown();
        List<String> command = new ArrayList<>();
        command.add(RealPartCondition.find(program, env).orElseThrow().toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            Await.until(
                    program + " wrote every scrape",
                    DEADLINE,
                    () -> fresh().values().stream().mapToInt(List::size).sum() >= SCRAPES * Exporter.SERIES);
            String own = RestAssured.get(metrics).asString();
            assertThat(own).contains("remote");
            assertThat(own.lines().filter(line -> line.matches(trouble))).isEmpty();
        } catch (AssertionError e) {
            throw new AssertionError(Files.readString(folder.resolve("log")), e);
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
        }
        Map<String, List<Double>> values = fresh();
        assertThat(values).hasSize(Exporter.SERIES);
        for (int i = 0; i < Exporter.SERIES; i++) {
            List<Double> expected = new ArrayList<>();
            for (int scrape = 1; scrape <= SCRAPES; scrape++) expected.add(Exporter.value(scrape, i));
            assertThat(values.get("fd00::" + i)).containsExactlyElementsOf(expected);
        }
    }

    private void awaitThatTheTokenIsKnown() {
        Await.until(
                "the token is known",
                Duration.ofSeconds(15),
                () -> RestAssured.given()
                                .header("Authorization", "Bearer " + sender.token())
                                .header("Content-Encoding", "snappy")
                                .contentType("application/x-protobuf")
                                .body(Snappy.compress(new byte[0]))
                                .post("/api/v1/write")
                                .statusCode()
                        == 204);
    }

    /** Values of the exporter's series on Kafka by peer, without the marks of their end. */
    private Map<String, List<Double>> fresh() {
        Map<String, List<Double>> values = new HashMap<>();
        for (KafkaProbe.Seen<UploadAccepted> seen :
                KafkaProbe.now(Topics.UPLOADS, upload -> upload.getNodeId().equals(sender.id()))) {
            UploadAccepted upload = seen.value();
            for (UploadSeries series : upload.getSeriesList()) {
                if (!upload.getStrings(series.getName()).equals("mesh_test_total")) continue;
                String peer = "";
                for (int i = 0; i < series.getLabelsCount(); i += 2) {
                    if (upload.getStrings(series.getLabels(i)).equals("peer")) {
                        peer = upload.getStrings(series.getLabels(i + 1));
                    }
                }
                List<Double> of = values.computeIfAbsent(peer, fresh -> new ArrayList<>());
                series.getNumbersList().stream()
                        .filter(value -> !Double.isNaN(value))
                        .forEach(of::add);
            }
        }
        return values;
    }

    private static String door() {
        return "http://127.0.0.1:" + RestAssured.port + "/api/v1/write";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
