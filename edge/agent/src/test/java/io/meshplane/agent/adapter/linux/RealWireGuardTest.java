package io.meshplane.agent.adapter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshplane.agent.Observation;
import io.meshplane.agent.SourceStatus.State;
import io.meshplane.telemetry.codec.UsageCounter;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.realpart.RealPart;
import io.meshplane.testkit.realpart.RealPartCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network namespace with a tunnel of the kernel's WireGuard in it, and the real wg. */
@RealPart(program = "wg", env = "MESHPLANE_WG", needsRoot = true)
class RealWireGuardTest {
    private static final Duration DEADLINE = Duration.ofSeconds(40);
    private static final String PEER = "NGC+MSAeaf7aoO7ouZl/XHwpmf2v5ZMlPNZUr0361xQ=";
    private static final String TUNNEL = """
            ip link add wg0 type wireguard || { touch "$1/no-wireguard"; exit 1; }
            "$2" genkey | "$2" set wg0 private-key /dev/stdin listen-port 51820 peer "$3" \\
                endpoint 192.0.2.7:51820 allowed-ips fd00:6d65::2/128 persistent-keepalive 25
            ip link set wg0 up
            touch "$1/ready"
            exec sleep infinity
            """;

    @TempDir
    private Path folder;

    private @Nullable Process namespace;
    private @Nullable LinuxRouter router;

    @AfterEach
    void stop() throws InterruptedException {
        if (router != null) router.stop();
        if (namespace == null) return;
        namespace.destroyForcibly();
        assertThat(namespace.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void showsARealPeer() throws IOException {
        Path wg = RealPartCondition.find("wg", "MESHPLANE_WG").orElseThrow();
        Path script = Files.writeString(folder.resolve("tunnel.sh"), TUNNEL);
        Process started = new ProcessBuilder(
                        "unshare", "--net", "sh", script.toString(), folder.toString(), wg.toString(), PEER)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("tunnel.log").toFile())
                .start();
        namespace = started;
        Await.until("the tunnel", DEADLINE, () -> Files.exists(folder.resolve("ready")) || !started.isAlive());
        // wg can be installed, a kernel's module cannot: WireGuardDumpTest reads dumps everywhere
        assumeTrue(!Files.exists(folder.resolve("no-wireguard")), "skipped: this kernel has no WireGuard");

        LinuxHost host = new LinuxHost(folder.resolve("root"), folder);
        host.program("wg", "exec nsenter --target " + started.pid() + " --net " + wg + " \"$@\"");
        LinuxRouter watching = new LinuxRouter(host.settings());
        router = watching;

        Observation seen = Await.value("the peer", DEADLINE, () -> {
            Observation now = watching.observe();
            return now.readings().stream().anyMatch(one -> one.name().equals("wg_tx_bytes_total")) ? now : null;
        });
        assertThat(watching.sources()).anyMatch(one -> one.name().equals("wireguard") && one.state() == State.UP);
        assertThat(seen.usage()).extracting(UsageCounter::interfaceName).contains("wg0");
        assertThat(seen.toString()).contains(PEER).doesNotContain("agent_source_bad_lines_total");
    }
}
