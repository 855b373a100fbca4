package io.meshplane.sentinel.adapter.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.meshplane.sentinel.adapter.dns.ServerUnderTest;
import io.meshplane.sentinel.adapter.probe.ProbeResult.Reason;
import io.meshplane.sentinel.domain.Check;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.Placement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProberTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final DnsName NAME = new DnsName("a.mesh.test.");

    @TempDir
    Path folder = Path.of("");

    private final ServerSocket silent = listen(); // its kernel accepts, nobody answers
    private final HttpServer http = httpServer();
    private final Prober prober = prober(LONG, true);

    @AfterEach
    void close() throws IOException {
        silent.close();
        http.stop(0);
        prober.close();
    }

    @Test
    void connectsToAnOpenPort() throws Exception {
        assertThat(look(prober, "127.0.0.1", new Check.Tcp(silent.getLocalPort())))
                .isNull();
        assertThat(look(prober, "localhost", new Check.Tcp(silent.getLocalPort())))
                .isNull();
    }

    @Test
    void tellsAClosedPort() throws Exception {
        silent.close();

        assertThat(look(prober, "127.0.0.1", new Check.Tcp(silent.getLocalPort())))
                .isEqualTo(Reason.REFUSED);
    }

    @Test
    void doesNotReachThisHostUnlessAllowed() throws Exception {
        try (Prober strict = prober(LONG, false)) {
            assertThat(look(strict, "127.0.0.1", page("/", 200, ""))).isEqualTo(Reason.DENIED);
            assertThat(look(strict, "localhost", page("/", 200, ""))).isEqualTo(Reason.DENIED);
        }
    }

    @Test
    void neverReachesTheMetadataOfAHost() throws Exception {
        assertThat(look(prober, "169.254.169.254", new Check.Tcp(80))).isEqualTo(Reason.DENIED);
    }

    @Test
    void tellsANameWithoutAddress() throws Exception {
        assertThat(look(prober, "no-such-host.invalid", new Check.Tcp(80))).isEqualTo(Reason.UNRESOLVED);
    }

    @ParameterizedTest
    @CsvSource({
        "/health, 200, routes,",
        "/health, 200, '',",
        "/health, 204, '', UNFIT",
        "/health, 200, no such word, UNFIT",
        "/gone, 404, '',",
        "/gone, 200, '', UNFIT",
    })
    void wantsTheRightPage(String path, int status, String contains, @Nullable Reason expected) throws Exception {
        assertThat(look(prober, "127.0.0.1", page(path, status, contains))).isEqualTo(expected);
    }

    @Test
    void wantsEveryCheckToPass() throws Exception {
        Check open = new Check.Tcp(silent.getLocalPort());

        assertThat(look(prober, "127.0.0.1", open, page("/health", 200, ""))).isNull();
        assertThat(look(prober, "127.0.0.1", open, page("/gone", 200, ""))).isEqualTo(Reason.UNFIT);
    }

    @Test
    void doesNotWaitLongerThanItsDeadline() throws Exception {
        try (Prober quick = prober(SHORT, true)) {
            Check.Http ofNobody = new Check.Http(silent.getLocalPort(), null, "/", 200, "");
            Check.Tls handshake = new Check.Tls(silent.getLocalPort(), NAME, 0);
            Check.Dns question = new Check.Dns(silent.getLocalPort(), NAME);

            assertThat(look(quick, "127.0.0.1", ofNobody)).isEqualTo(Reason.TIMED_OUT);
            assertThat(look(quick, "127.0.0.1", handshake)).isEqualTo(Reason.TIMED_OUT);
            assertThat(look(quick, "127.0.0.1", question)).isIn(Reason.TIMED_OUT, Reason.UNREACHABLE, Reason.REFUSED);
        }
    }

    @Test
    void noticesAProcessThatStandsStillThoughItsKernelTakesConnections() throws Exception {
        try (WebServerProcess server = WebServerProcess.start();
                Prober quick = prober(SHORT, true)) {
            Check.Http page = new Check.Http(server.port(), null, "/", 200, "");
            assertThat(look(prober, "127.0.0.1", page)).isNull();

            server.pause();

            assertThat(look(quick, "127.0.0.1", page)).isEqualTo(Reason.TIMED_OUT);
            assertThat(look(quick, "127.0.0.1", new Check.Tcp(server.port()))).isNull();
            server.resume();
            assertThat(look(prober, "127.0.0.1", page)).isNull();
        }
    }

    @Test
    void wantsACertificateForTheNameThatIsTrustedAndNotAboutToExpire() throws Exception {
        try (TlsServer server = TlsServer.start(folder, "a.mesh.test", 30);
                Prober trusting = new Prober(LONG, true, server.trust(), InstantSource.system())) {
            assertThat(look(trusting, "127.0.0.1", new Check.Tls(server.port(), NAME, 20)))
                    .isNull();
            assertThat(look(trusting, "127.0.0.1", new Check.Tls(server.port(), NAME, 40)))
                    .isEqualTo(Reason.UNFIT);
            DnsName other = new DnsName("b.mesh.test.");
            assertThat(look(trusting, "127.0.0.1", new Check.Tls(server.port(), other, 0)))
                    .isEqualTo(Reason.UNFIT);
            assertThat(look(prober, "127.0.0.1", new Check.Tls(server.port(), NAME, 0)))
                    .isEqualTo(Reason.UNFIT);
            assertThat(look(trusting, "127.0.0.1", new Check.Http(server.port(), NAME, "/", 200, "ok")))
                    .isNull();
            assertThat(look(trusting, "127.0.0.1", new Check.Http(server.port(), NAME, "/", 500, "")))
                    .isEqualTo(Reason.UNFIT);
        }
    }

    @Test
    void asksForAName() throws Exception {
        ServerUnderTest dns = ServerUnderTest.dev();
        DnsName known = ServerUnderTest.freshName();
        dns.edit(known.value(), "A", "192.0.2.1");
        int port = dns.address().getPort();

        assertThat(look(prober, "127.0.0.1", new Check.Dns(port, known))).isNull();
        assertThat(look(prober, "127.0.0.1", new Check.Dns(port, ServerUnderTest.freshName())))
                .isEqualTo(Reason.UNFIT);
    }

    /** Null = passed. */
    private static @Nullable Reason look(Prober prober, String host, Check... checks) throws InterruptedException {
        Member member = new Member(
                new Label("a"), new MemberAddress("192.0.2.1"), host, 1, List.of(checks), Placement.PLAIN, null);
        return switch (prober.look(member)) {
            case ProbeResult.Failed(Reason reason, String detail) -> reason;
            case ProbeResult.Passed ignored -> null;
        };
    }

    private Check.Http page(String path, int status, String contains) {
        return new Check.Http(http.getAddress().getPort(), null, path, status, contains);
    }

    private static Prober prober(Duration deadline, boolean loopbackAllowed) {
        return new Prober(deadline, loopbackAllowed, TlsServer.systemTrust(), Instant::now);
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer httpServer() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
            byte[] body = "{\"routes\": 12}".getBytes(StandardCharsets.UTF_8);
            server.createContext("/health", exchange -> {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
