package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.adapter.disk.NodeFiles;
import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.adapter.http.Ingest;
import io.meshplane.agent.adapter.http.SlowResolver;
import io.meshplane.agent.domain.BackOff;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.testkit.Await;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent whose resolver of names never answers, until it does. */
class HangingResolverTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final SlowResolver resolver = new SlowResolver();

    @AfterEach
    void stop() {
        resolver.answer();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void goesOnSamplingAndDeliversItAllAfterwards() throws IOException {
        NodeFiles files = new NodeFiles(data);
        NodeKey key = files.key();
        NodeId node = NodeId.ofPublicKey(key.publicKey());
        files.keep(new NodeFiles.Enrolment(node, "home", "GATEWAY"));
        RecordingIngest server = new RecordingIngest(vertx, Map.of(node.value(), key.publicKey()));
        SyntheticRouter router = new SyntheticRouter("client", 3);
        Agent agent = agent(server.uri(), router);
        vertx.deployVerticle(agent).toCompletionStage().toCompletableFuture().join();

        Await.until("the resolver is asked", DEADLINE, () -> resolver.questions() == 1);
        long asked = router.scrapes();
        Await.until("samples", DEADLINE, () -> router.scrapes() > asked + 50);
        assertThat(server.batches).isEmpty();
        assertThat(resolver.questions()).isEqualTo(1);

        resolver.answer();
        long sampled = router.scrapes();
        Await.until("all of them", DEADLINE, () -> scrapes(server) >= sampled);
        assertThat(server.complaints).isEmpty();
    }

    private static long scrapes(RecordingIngest server) {
        return server.batches.stream().mapToLong(batch -> batch.times().size()).sum();
    }

    private Agent agent(URI server, Router router) {
        NodeSettings settings = new NodeSettings(
                "attic",
                data,
                null,
                null,
                null,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                8 << 20,
                BackOff.of(Duration.ofMillis(20), Duration.ofMillis(200)),
                "test");
        URI named = URI.create("http://ingest.invalid:" + server.getPort());
        Ingest ingest = resolver.client(vertx, named);
        ControlPlane controlPlane = new ControlPlane(vertx, named, named, null, 2, 5_000, CLOCK);
        return new Agent(settings, router, controlPlane, new BufferReporting(settings, ingest, true, CLOCK), CLOCK);
    }
}
