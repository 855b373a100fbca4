package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.Observation;
import io.meshplane.agent.Reading;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import io.meshplane.testkit.realpart.RealPartCondition;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two network namespaces, a pair of virtual cables between them, a babeld in each. The agent listens to the first one. */
@RealPart(program = "babeld", env = "MESHPLANE_BABELD", needsRoot = true)
class RealBabeldTest {
    private static final Duration DEADLINE = Duration.ofSeconds(40);
    private static final String NETWORK = """
            set -e
            cd "$1"
            babeld=$2
            unshare --net sleep infinity &
            far=$!
            ip link add near type veth peer name far
            until [ "$(readlink /proc/$far/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
            ip link set far netns $far
            ip link set lo up
            ip link set near up
            nsenter --target $far --net ip link set lo up
            nsenter --target $far --net ip link set far up
            nsenter --target $far --net ip addr add fd00:6d65::2/128 dev lo
            interface="default type wired hello-interval 1 update-interval 4"
            nsenter --target $far --net "$babeld" -I far.pid -S far.state -G "$1/far.sock" -C "$interface" \\
                -C "redistribute ip fd00:6d65::/64 allow" -C "redistribute local deny" far &
            "$babeld" -I near.pid -S near.state -G "$1/near.sock" -C "$interface" -C "redistribute local deny" near &
            until [ -e cut ]; do sleep 0.05; done
            nsenter --target $far --net ip link set far down
            wait
            """;

    @TempDir
    private Path folder;

    private Process network;
    private Vertx vertx;
    private LinuxRouter router;

    @BeforeEach
    void start() throws IOException {
        String babeld = RealPartCondition.find("babeld", "MESHPLANE_BABELD")
                .orElseThrow()
                .toString();
        Path script = Files.writeString(folder.resolve("network.sh"), NETWORK);
        // in a process namespace of its own, so that everything in it ends with its first process
        List<String> command = List.of(
                "unshare",
                "--net",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                script.toString(),
                folder.toString(),
                babeld);
        network = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("network.log").toFile())
                .start();
        vertx = Vertx.vertx();
        router = new LinuxRouter(
                Path.of("/"), folder, folder.resolve("near.sock").toString());
        router.start(vertx);
    }

    @AfterEach
    void stop() throws InterruptedException {
        router.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        network.destroyForcibly();
        assertThat(network.waitFor(10, TimeUnit.SECONDS)).isTrue();
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

        Files.createFile(folder.resolve("cut"));

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
