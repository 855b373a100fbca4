package io.meshplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandinsTest {
    @TempDir
    Path folder;

    @Test
    void tellsItsPortsWhenReadyAndEndsInOrder() throws Exception {
        Path data = folder.resolve("data");

        try (DevstackProcess standins = DevstackProcess.launch("standins", data)) {
            standins.awaitReady();

            assertThat(standins.output())
                    .containsPattern("ready dns 127\\.0\\.0\\.1:" + standins.fact("dns.port") + " in [0-9]+ ms")
                    .containsPattern("ready issuer " + standins.fact("issuer.url") + " in [0-9]+ ms")
                    .containsPattern("ready chain " + standins.fact("chain.urls") + " in [0-9]+ ms");
            assertThat(standins.fact("chain.urls").split(","))
                    .hasSize(4)
                    .allMatch(url -> url.startsWith("http://127.0.0.1:"));
            assertThat(Files.readString(data.resolve("secrets/tsig.key")))
                    .matches("sentinel\\.mesh\\.test\\.:hmac-sha256:[A-Za-z0-9+/=]{44}\n");
            assertThat(standins.stop()).isZero();
            assertThat(standins.hasReadyFile()).isFalse();
            assertThat(standins.errors()).isEmpty();
        }
    }

    @Test
    void endsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder("sleep", "600").start();
        String parentId = String.valueOf(parent.pid());

        try (DevstackProcess standins = DevstackProcess.launch(
                        "standins", folder.resolve("data"), "--parts", "issuer", "--parent", parentId)
                .awaitReady()) {
            parent.destroy();

            assertThat(standins.awaitExit()).isZero();
            assertThat(standins.hasReadyFile()).isFalse();
        } finally {
            parent.destroy();
        }
    }

    @Test
    void doesNotStartForAParentThatIsGone() throws Exception {
        Process parent = new ProcessBuilder("true").start();
        parent.waitFor();

        try (DevstackProcess standins = DevstackProcess.launch(
                "standins", folder.resolve("data"), "--parts", "issuer", "--parent", String.valueOf(parent.pid()))) {
            assertThat(standins.awaitExit()).isZero();
            assertThat(standins.output()).isEmpty();
        }
    }

    @Test
    void namesATakenPortInOneLine() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                DevstackProcess standins = DevstackProcess.launch(
                        "standins",
                        folder.resolve("data"),
                        "--parts",
                        "issuer",
                        "--issuer-port",
                        String.valueOf(other.getLocalPort()))) {
            assertThat(standins.awaitExit()).isEqualTo(3);
            assertThat(standins.errors())
                    .isEqualTo("issuer: another process has port " + other.getLocalPort() + " of 127.0.0.1\n");
        }
    }

    @Test
    void explainsAnUnusableCommandLine() throws IOException, InterruptedException {
        try (DevstackProcess standins =
                DevstackProcess.launch("standins", folder.resolve("data"), "--dns-port", "many")) {
            assertThat(standins.awaitExit()).isEqualTo(2);
            assertThat(standins.errors()).startsWith("--dns-port: no port: many\nusage: ");
        }
    }
}
