package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.agent.simulated.Mesh;
import io.meshplane.agent.simulated.Topology;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.testkit.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent against a control plane on the other end of a socket. */
class AgentTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String WALLET = "0x" + "ab".repeat(20);

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final Mesh mesh = new Mesh(new Topology(List.of(new Topology.Edge(0, 1, 1.0, 0.9))), 2, 1, CLOCK);
    private final RecordingControlPlane controlPlane = new RecordingControlPlane(vertx);
    private @Nullable String signature = "0x" + "cd".repeat(65);
    private String deployment = "";
    private Agent agent;

    @BeforeEach
    void makeAnAgent() {
        agent = agent(null, Duration.ofMillis(60));
    }

    @AfterEach
    void stopEverything() throws Exception {
        get(vertx.close());
        assertThat(controlPlane.complaints).isEmpty();
    }

    @Test
    void enrolsOnceAndShipsWhatItSamples() throws Exception {
        startAgent("token-1");

        Await.until("three batches", DEADLINE, () -> controlPlane.batches.size() >= 3);

        assertThat(controlPlane.enrolments).hasSize(1);
        JsonObject asked = controlPlane.enrolments.getFirst();
        assertThat(asked.getString("token")).isEqualTo("token-1");
        assertThat(asked.getString("name")).isEqualTo("attic");
        assertThat(asked.getString("paymentAddress")).isEqualTo(WALLET);
        assertThat(asked.getString("paymentSignature")).isEqualTo("0x" + "cd".repeat(65));
        Batch batch = controlPlane.batches.getLast();
        assertThat(batch.nodeId()).isEqualTo(status().nodeId());
        assertThat(batch.links()).hasSize(1);
        assertThat(batch.usage()).hasSize(1);
        assertThat(batch.metrics().series()).isNotEmpty();
        awaitNoGap(batch.bootId());
        assertThat(status().enrolled()).isTrue();
        assertThat(status().healthy()).isTrue();
    }

    @Test
    void samplesBeforeItIsEnrolledAndLosesNothing() throws Exception {
        for (int i = 0; i < 5; i++) controlPlane.nextEnrolments.add(503);

        startAgent("token-1");
        Await.until("enrolled in the end", DEADLINE, () -> status().enrolled());
        Await.until("a batch", DEADLINE, () -> controlPlane.batches.size() >= 3);

        assertThat(controlPlane.enrolments).hasSize(6);
        awaitNoGap(controlPlane.batches.getFirst().bootId());
    }

    @Test
    void keepsBatchesThroughAnOutageAndShipsThemAll() throws Exception {
        controlPlane.uploadStatus = 503;
        startAgent("token-1");
        Await.until("a backlog", DEADLINE, () -> status().spoolBatches() >= 4);
        boolean waited = controlPlane.batches.isEmpty() && !status().lastError().isEmpty();

        controlPlane.uploadStatus = 202;
        Await.until(
                "the backlog is gone",
                DEADLINE,
                () -> controlPlane.batches.size() >= 6 && status().spoolBatches() <= 1);

        assertThat(waited).isTrue();
        awaitNoGap(controlPlane.batches.getFirst().bootId());
        assertThat(status().lastError()).isEmpty();
    }

    @Test
    void keepsItsBatchesBehindACaptivePortal() throws Exception {
        controlPlane.uploadStatus = RecordingControlPlane.CAPTIVE_PORTAL;
        startAgent("token-1");
        Await.until(
                "a backlog",
                DEADLINE,
                () -> status().spoolBatches() >= 4 && !status().lastError().isEmpty());
        String error = status().lastError();

        controlPlane.uploadStatus = 202;
        Await.until("batches arrive", DEADLINE, () -> controlPlane.batches.size() >= 6);

        assertThat(error).isEqualTo("200 not telemetry-ingest's answer");
        awaitNoGap(controlPlane.batches.getFirst().bootId());
        assertThat(batchFiles("refused")).isEmpty();
    }

    @Test
    void keepsItsIdentityAndItsBacklogOverARestart() throws Exception {
        controlPlane.uploadStatus = 503;
        startAgent("token-1");
        Await.until("enrolled with a backlog", DEADLINE, () -> status().enrolled() && status().spoolBatches() >= 2);
        String before = status().nodeId();
        get(vertx.undeploy(deployment));
        List<String> spooled = batchFiles("spool");
        long oldBoot = Long.parseUnsignedLong(spooled.getFirst().split("-", 3)[1], 16);

        controlPlane.uploadStatus = 202;
        startAgent(null);
        Await.until("the backlog arrives", DEADLINE, () -> {
            return new HashSet<>(controlPlane.sequences(oldBoot)).size() == spooled.size();
        });
        Await.until("the new boot's batches too", DEADLINE, () -> controlPlane.batches.size() > spooled.size());

        assertThat(status().nodeId()).isEqualTo(before);
        assertThat(controlPlane.enrolments).hasSize(1);
        assertThat(controlPlane.batches).allMatch(batch -> batch.nodeId().equals(before));
        awaitNoGap(oldBoot);
    }

    @Test
    void sendsABatchWhoseAnswerWasLostAgainUnchanged() throws Exception {
        controlPlane.nextUploads.add(RecordingControlPlane.LOSE_THE_ANSWER);
        startAgent("token-1");

        Await.until("the first batch twice", DEADLINE, () -> {
            List<Batch> seen = List.copyOf(controlPlane.batches);
            return seen.size() > 1 && seen.subList(1, seen.size()).contains(seen.getFirst());
        });

        Batch twice = controlPlane.batches.getFirst();
        assertThat(controlPlane.batches.stream().filter(twice::equals)).hasSize(2);
    }

    @Test
    void movesABatchAsideThatIsRefusedAndGoesOn() throws Exception {
        controlPlane.nextUploads.add(422);
        startAgent("token-1");

        Await.until("later batches arrive", DEADLINE, () -> controlPlane.batches.size() >= 2);

        assertThat(batchFiles("refused")).hasSize(1);
        assertThat(status().refusedBatches()).isEqualTo(1);
    }

    @Test
    void keepsItsBatchesWhileTheSignatureIsNotTaken() throws Exception {
        for (int i = 0; i < 3; i++) controlPlane.nextUploads.add(i == 1 ? 403 : 401);
        startAgent("token-1");

        Await.until("batches arrive", DEADLINE, () -> controlPlane.batches.size() >= 3);

        awaitNoGap(controlPlane.batches.getFirst().bootId());
        assertThat(batchFiles("refused")).isEmpty();
    }

    @Test
    void takesARefusalToEnrolForFinalAndSaysWhy() throws Exception {
        controlPlane.nextEnrolments.add(403);
        startAgent("stolen");

        Throwable refusal = catchThrowable(() -> get(agent.refused()));

        assertThat(refusal).hasMessageContaining("403").hasMessageContaining("the test wants 403");
        assertThat(controlPlane.enrolments).hasSize(1);
        assertThat(status().healthy()).isFalse();
    }

    @Test
    void needsNoSignatureOnceItIsEnrolled() throws Exception {
        startAgent("token-1");
        Await.until("enrolled", DEADLINE, () -> status().enrolled());
        get(vertx.undeploy(deployment));
        signature = null;

        startAgent(null);

        Await.until("it ships", DEADLINE, () -> status().lastShippedAt() != null);
        assertThat(controlPlane.enrolments).hasSize(1);
    }

    @Test
    void saysThatATokenIsMissing() throws Exception {
        startAgent(null);

        Throwable refusal = catchThrowable(() -> get(agent.refused()));

        assertThat(refusal).hasMessageContaining("no enrolment token");
        assertThat(controlPlane.enrolments).isEmpty();
    }

    @Test
    void putsOnDiskWhatItHasWhenItEnds() throws Exception {
        startAgent("token-1", Duration.ofMinutes(10));
        Await.until("enrolled", DEADLINE, () -> status().enrolled());
        assertThat(batchFiles("spool")).isEmpty();

        Await.until("something was sampled and flushed", DEADLINE, () -> {
            get(vertx.undeploy(deployment));
            boolean flushed = !batchFiles("spool").isEmpty();
            if (!flushed) startAgent(null, Duration.ofMinutes(10));
            return flushed;
        });
    }

    private void startAgent(@Nullable String token) throws Exception {
        startAgent(token, Duration.ofMillis(150));
    }

    private void startAgent(@Nullable String token, Duration batch) throws Exception {
        agent = agent(token, batch);
        deployment = get(vertx.deployVerticle(agent));
    }

    private Agent agent(@Nullable String token, Duration batch) {
        NodeSettings settings = new NodeSettings(
                "attic",
                data,
                token,
                WALLET,
                signature,
                Duration.ofMillis(50),
                batch,
                1 << 20,
                BackOff.of(Duration.ofMillis(20), Duration.ofMillis(200)),
                "test");
        ControlPlane client = new ControlPlane(vertx, controlPlane.uri(), controlPlane.uri(), null, 2, 5_000, CLOCK);
        return new Agent(settings, mesh.router(0), client, new SpoolReporting(settings, client, CLOCK), CLOCK);
    }

    private AgentStatus status() throws Exception {
        return get(agent.statusSoon());
    }

    /** Every sequence from 1 to the highest so far comes; the newest may have come before the backlog. */
    private void awaitNoGap(long bootId) {
        long highest = controlPlane.sequences(bootId).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        List<Long> all = LongStream.rangeClosed(1, highest).boxed().toList();
        Await.until("no gap is left", DEADLINE, () -> new HashSet<>(controlPlane.sequences(bootId)).containsAll(all));
    }

    private List<String> batchFiles(String folder) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".batch"))
                    .toList();
        }
    }

    private static <T> T get(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
