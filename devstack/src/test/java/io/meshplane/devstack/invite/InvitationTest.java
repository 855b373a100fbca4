package io.meshplane.devstack.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.meshplane.devstack.file.Secrets;
import io.meshplane.devstack.issuer.DevIssuer;
import io.meshplane.devstack.issuer.DevIssuerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real development issuer and a registry that only writes down what it is asked. */
class InvitationTest {
    @TempDir
    Path folder;

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer registry;
    private DevIssuer issuer;

    @BeforeEach
    void start() throws Exception {
        issuer = DevIssuer.start(new DevIssuerConfig(new Secrets(folder), 0, Clock.systemUTC()));
        registry = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        registry.createContext("/", exchange -> {
            String bearer =
                    exchange.getRequestHeaders().getFirst("Authorization").split("\\.")[0];
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestURI() + " " + bearer + " " + body);
            byte[] answer =
                    "{\"token\":\"t-1\",\"expiresAt\":\"2027-01-01T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(201, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        registry.start();
    }

    @AfterEach
    void stop() {
        registry.stop(0);
        issuer.close();
    }

    private Invitation invitation(String secret) {
        URI registryUrl = URI.create("http://127.0.0.1:" + registry.getAddress().getPort());
        return new Invitation(URI.create(issuer.url()), secret, registryUrl, "home", "GATEWAY");
    }

    private String operatorSecret() throws IOException {
        return Files.readString(folder.resolve("secrets").resolve(DevIssuer.OPERATOR_SECRET))
                .strip();
    }

    @Test
    void writesATokenThatOnlyTheOwnerReads() throws Exception {
        Path file = folder.resolve("invite/token");

        invitation(operatorSecret()).writeTo(file);

        assertThat(file).hasContent("t-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(asked.take())
                .startsWith("/v1/networks/home/enrolment-tokens Bearer ")
                .contains("\"role\":\"GATEWAY\"", "\"validSeconds\":86400");
    }

    @Test
    void leavesATokenAloneThatIsThere() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "t-0\n");

        invitation(operatorSecret()).writeTo(file);

        assertThat(file).hasContent("t-0");
        assertThat(asked).isEmpty();
    }

    @Test
    void writesNothingWhenTheIssuerRefuses() {
        Path file = folder.resolve("token");

        assertThatThrownBy(() -> invitation("wrong").writeTo(file)).hasMessageContaining("/token answers 401");
        assertThat(file).doesNotExist();
    }
}
