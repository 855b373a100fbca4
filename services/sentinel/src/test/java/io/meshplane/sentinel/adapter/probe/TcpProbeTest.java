package io.meshplane.sentinel.adapter.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.adapter.probe.ProbeResult.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpProbeTest {
    private final TcpProbe probe = new TcpProbe(Duration.ofSeconds(5), true);
    private final ServerSocket target = listen();

    @AfterEach
    void close() throws IOException {
        target.close();
        probe.close();
    }

    @Test
    void connectsToAnOpenPort() throws Exception {
        assertThat(probe.connect("127.0.0.1", target.getLocalPort())).isInstanceOf(ProbeResult.Connected.class);
        assertThat(probe.connect("localhost", target.getLocalPort())).isInstanceOf(ProbeResult.Connected.class);
    }

    @Test
    void tellsAClosedPort() throws Exception {
        target.close();

        assertThat(reason(probe, "127.0.0.1", target.getLocalPort())).isEqualTo(Reason.REFUSED);
    }

    @Test
    void doesNotReachThisHostUnlessAllowed() throws Exception {
        try (TcpProbe strict = new TcpProbe(Duration.ofSeconds(5), false)) {
            assertThat(reason(strict, "127.0.0.1", target.getLocalPort())).isEqualTo(Reason.DENIED);
            assertThat(reason(strict, "localhost", target.getLocalPort())).isEqualTo(Reason.DENIED);
        }
    }

    @Test
    void neverReachesTheMetadataOfAHost() throws Exception {
        assertThat(reason(probe, "169.254.169.254", 80)).isEqualTo(Reason.DENIED);
    }

    @Test
    void tellsANameWithoutAddress() throws Exception {
        assertThat(reason(probe, "no-such-host.invalid", 80)).isEqualTo(Reason.UNRESOLVED);
    }

    private static Reason reason(TcpProbe probe, String host, int port) throws InterruptedException {
        return switch (probe.connect(host, port)) {
            case ProbeResult.Failed(Reason reason, String detail) -> reason;
            case ProbeResult.Connected ignored -> throw new AssertionError("connected");
        };
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
