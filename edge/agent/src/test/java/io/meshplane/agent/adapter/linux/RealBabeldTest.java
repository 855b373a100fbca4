package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.BabelPair;
import io.meshplane.agent.Observation;
import io.meshplane.agent.Reading;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent listens to one of two babelds. */
@RealPart(program = "babeld", env = "MESHPLANE_BABELD", needsRoot = true)
class RealBabeldTest {
    private static final Duration DEADLINE = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private BabelPair babels;
    private Vertx vertx;
    private LinuxRouter router;

    @BeforeEach
    void start() throws IOException {
        babels = BabelPair.start(folder, "1");
        vertx = Vertx.vertx();
        router = new LinuxRouter(Path.of("/"), folder, babels.nearSocket());
        router.start(vertx);
    }

    @AfterEach
    void stop() throws InterruptedException {
        router.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        babels.stop();
    }

    @Test
    void seesTheNeighbourItsRouteAndTheCut() throws IOException {
        Observation up = Await.value("a neighbour with a route", DEADLINE, () -> {
            Observation seen = router.observe();
            boolean there = seen.links().size() == 1 && seen.babelRoutes() != null && seen.babelRoutes() == 1;
            return there && seen.links().getFirst().cost() < LinkSample.DOWN ? seen : null;
        });

        LinkSample link = up.links().getFirst();
        assertThat(link.interfaceName()).isEqualTo("near");
        assertThat(link.localAddress()).startsWith("fe80::").isNotEqualTo(link.peerAddress());
        assertThat(link.peerAddress()).startsWith("fe80::");
        assertThat(router.babel()).isEqualTo("monitoring");

        babels.cut();

        Await.until("the link is down", DEADLINE, () -> {
            List<LinkSample> links = router.observe().links();
            return links.size() == 1 && links.getFirst().cost() == LinkSample.DOWN;
        });
        assertThat(up.readings())
                .extracting(Reading::name)
                .contains("babel_metric", "babel_loss_ratio", "babel_routes")
                .doesNotContain("agent_source_bad_lines_total");
    }
}
