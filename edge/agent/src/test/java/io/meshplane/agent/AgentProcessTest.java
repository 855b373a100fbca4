package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.adapter.http.StatusServer;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.testkit.Await;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentProcessTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AgentProcess> processes = new ArrayList<>();
    private RecordingControlPlane controlPlane;

    @BeforeEach
    void startTheControlPlane() {
        controlPlane = new RecordingControlPlane(vertx);
    }

    @AfterEach
    void stopEverything() {
        processes.forEach(AgentProcess::stop);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertThat(controlPlane.complaints).isEmpty();
    }

    @Test
    void watchesThisHostAndTellsItsState() throws Exception {
        int port = start("--enrolment-token t --name roof").port();

        Await.until("healthy", DEADLINE, () -> get(port, "/health").statusCode() == 200);
        Await.until("a batch", DEADLINE, () -> !controlPlane.batches.isEmpty());
        Await.until("the page knows it", DEADLINE, () -> status(port).getString("lastShippedAt") != null);

        JsonObject status = status(port);
        assertThat(status.getString("nodeId"))
                .isEqualTo(controlPlane.batches.getFirst().nodeId());
        assertThat(status.getString("name")).isEqualTo("roof");
        assertThat(status.getBoolean("enrolled")).isTrue();
        assertThat(status.getString("babel")).isEqualTo("not configured");
        assertThat(status.getString("version")).isNotBlank();
        assertThat(controlPlane.batches.getFirst().uptimeSeconds()).isPositive();
        assertThat(get(port, "/other").statusCode()).isEqualTo(404);
    }

    @Test
    void isNotHealthyBeforeItIsEnrolled() throws Exception {
        for (int i = 0; i < 100; i++) controlPlane.nextEnrolments.add(503);

        int port = start("--enrolment-token t").port();

        Await.until(
                "an attempt failed",
                DEADLINE,
                () -> !status(port).getString("lastError").isEmpty());
        assertThat(get(port, "/health").statusCode()).isEqualTo(503);
    }

    @Test
    void simulatesAMeshWithATokenForEveryNode() throws Exception {
        Path tokens = Files.writeString(folder.resolve("tokens"), "first\n\nsecond\n third \n");
        Path topology = Path.of(Objects.requireNonNull(getClass().getResource("/ninux-roma.csv"))
                .toURI());

        int port = start("--simulate 3 --seed 5 --topology " + topology + " --enrolment-tokens " + tokens
                        + " --name sim")
                .port();

        Await.until(
                "every node knows its peers",
                DEADLINE,
                () -> controlPlane.batches.stream()
                                .filter(batch -> batch.links().stream()
                                        .map(LinkSample::peerId)
                                        .noneMatch(Objects::isNull))
                                .map(batch -> batch.nodeId())
                                .distinct()
                                .count()
                        == 3);
        assertThat(controlPlane.enrolments)
                .extracting(one -> one.getString("name") + " " + one.getString("token"))
                .containsExactlyInAnyOrder("sim-000 first", "sim-001 second", "sim-002 third");
        JsonArray nodes = status(port).getJsonArray("nodes");
        assertThat(nodes).hasSize(3);
        assertThat(nodes.getJsonObject(0).getString("name")).isEqualTo("sim-000");
    }

    @Test
    void reportsAMeshInFormat2() throws Exception {
        Path tokens = Files.writeString(folder.resolve("tokens"), "first\nsecond\nthird\n");
        Path topology = Path.of(Objects.requireNonNull(getClass().getResource("/ninux-roma.csv"))
                .toURI());
        RecordingIngest ingest = new RecordingIngest(vertx, controlPlane.keys);
        String options = "--simulate 3 --seed 5 --topology " + topology + " --enrolment-tokens " + tokens;

        int port = start(options, ingest.uri(), UploadFormat.V2).port();

        Await.until(
                "everybody's reports",
                DEADLINE,
                () -> ingest.batches.stream()
                                .filter(batch ->
                                        batch.links() > 0 && !batch.usage().isEmpty())
                                .map(ReceivedBatch::node)
                                .distinct()
                                .count()
                        == 3);
        Await.until("healthy", DEADLINE, () -> get(port, "/health").statusCode() == 200);
        assertThat(ingest.complaints).isEmpty();
        assertThat(ingest.signIns).hasValue(3);
    }

    private StatusServer start(String options) throws Exception {
        return start(options, controlPlane.uri(), UploadFormat.V1);
    }

    private StatusServer start(String options, URI ingest, UploadFormat format) throws Exception {
        String args = "--registry %s --ingest %s --data %s --status-port 0 --interval 50ms --batch 200ms %s"
                .formatted(controlPlane.uri(), ingest, folder.resolve("data"), options);
        AgentProcess process = AgentProcess.prepare(AgentOptions.read(args.split(" "), Map.of()), format);
        processes.add(process);
        return process.start();
    }

    private JsonObject status(int port) throws IOException, InterruptedException {
        return new JsonObject(get(port, "/status").body());
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
