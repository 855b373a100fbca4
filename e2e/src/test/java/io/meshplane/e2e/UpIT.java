package io.meshplane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.testkit.Await;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder = Path.of("");

    private Path data = Path.of("");
    private int portBase;

    @BeforeEach
    void takePorts() throws Exception {
        data = folder.resolve("data");
        portBase = Meshplane.freePortBase();
    }

    @Test
    void keepsItsStateAndEndsWithoutOrphans() throws Exception {
        String node;
        try (Meshplane first = Meshplane.up(folder, data, portBase)) {
            first.awaitHealthy();
            node = Files.readString(data.resolve("agent/node.json"));
            List<ProcessHandle> children = first.descendants();
            assertThat(children).hasSizeGreaterThanOrEqualTo(8);

            first.killHard();

            awaitGone(children);
        }

        try (Meshplane second = Meshplane.up(folder, data, portBase)) {
            second.awaitHealthy();
            List<ProcessHandle> children = second.descendants();

            int exitCode = second.stop();

            assertThat(exitCode).as(second.printed()).isIn(0, 130, 143);
            awaitGone(children);
        }
        assertThat(Files.readString(data.resolve("agent/node.json"))).isEqualTo(node);
    }

    @Test
    void recoversByItselfWhenBrokerAndDatabaseAreKilled() throws Exception {
        try (Meshplane up = Meshplane.up(folder, data, portBase)) {
            up.awaitHealthy();
            long stores = Long.parseLong(up.facts("stores").getProperty("pid"));

            ProcessHandle.of(stores).orElseThrow().destroyForcibly();

            Await.until("registry says that its database is away", SOON, () -> !up.isReady("registry"));
            up.awaitHealthy();
            assertThat(up.facts("stores").getProperty("pid")).isNotEqualTo(Long.toString(stores));
        }
    }

    @Test
    void namesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(portBase, 1, InetAddress.getLoopbackAddress());
                Meshplane up = Meshplane.up(folder, data, portBase)) {
            int exitCode = up.await(SOON);

            assertThat(exitCode).as(up.printed()).isEqualTo(3);
            assertThat(up.printed().lines().filter(line -> line.contains(Integer.toString(taken.getLocalPort()))))
                    .as(up.printed())
                    .hasSize(1);
        }
    }

    private static void awaitGone(List<ProcessHandle> processes) {
        Await.until("all processes are gone", SOON, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }
}
