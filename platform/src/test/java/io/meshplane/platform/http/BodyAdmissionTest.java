package io.meshplane.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, in front of a handler that reads the body and answers its size. */
class BodyAdmissionTest {
    private static final int LIMIT_BYTES = 1000;
    private static final int BUDGET_BYTES = 1500;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BodyAdmission admission =
            new BodyAdmission(limits(BUDGET_BYTES, Duration.ofMillis(400), Duration.ofSeconds(2)), LIMIT_BYTES, meters);
    private HttpServer server;

    @BeforeEach
    void serve() {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            context.request().pause(); // as the framework does
            admission.check(context);
        });
        router.route().handler(context -> {
            context.request().resume();
            context.next();
        });
        router.route().handler(BodyHandler.create(false));
        router.route()
                .handler(context ->
                        context.response().end("read " + context.body().length()));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anAnnouncedBodyHoldsItsLengthUntilItIsAnswered() throws IOException {
        try (Socket sender = begin("Content-Length: 600", 10)) {
            awaitHeld(600);

            write(sender, "x".repeat(590));

            assertThat(answer(sender, "read 600")).startsWith("HTTP/1.1 200");
            awaitHeld(0);
        }
    }

    @Test
    void aBodyWithoutALengthHoldsTheLimit() throws IOException {
        try (Socket sender = begin("Transfer-Encoding: chunked", 0)) {
            write(sender, "1\r\nx\r\n");
            awaitHeld(LIMIT_BYTES);

            write(sender, "0\r\n\r\n");

            assertThat(answer(sender, "read 1")).startsWith("HTTP/1.1 200");
            awaitHeld(0);
        }
    }

    @Test
    void turnsAwayWhatTheBudgetCannotHoldAndLeavesTheOthersAlone() throws IOException {
        try (Socket first = begin("Content-Length: 900", 1);
                Socket second = begin("Content-Length: 601", 0)) {
            assertThat(answer(second, "}"))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("retry-after: ")
                    .containsIgnoringCase("connection: close")
                    .contains("application/problem+json");

            write(first, "x".repeat(899));

            assertThat(answer(first, "read 900")).startsWith("HTTP/1.1 200");
            assertThat(refused("over_budget")).isEqualTo(1);
        }
    }

    @Test
    void whoIsTurnedAwayMaySendTheRestAndStillReadsWhy() throws IOException {
        try (Socket holder = begin("Content-Length: 1000", 1);
                Socket sender = begin("Content-Length: 1000", 500)) {
            awaitHeld(1000);

            write(sender, "x".repeat(500));

            assertThat(answer(sender, "}")).startsWith("HTTP/1.1 503");
            awaitClosed(sender);
            assertThat(holder.isConnected()).isTrue();
        }
    }

    @Test
    void aConnectionThatIsResetGivesItsPartBack() throws IOException {
        Socket sender = begin("Content-Length: 600", 10);
        awaitHeld(600);

        sender.setSoLinger(true, 0);
        sender.close();

        awaitHeld(0);
        assertThat(refused("too_slow")).isZero();
    }

    @Test
    void aSilentSenderIsCutOff() throws IOException {
        try (Socket sender = begin("Content-Length: 600", 10)) {
            assertThat(answer(sender, "}"))
                    .startsWith("HTTP/1.1 408")
                    .containsIgnoringCase("connection: close")
                    .contains("urn:meshplane:problem:timed-out");

            awaitClosed(sender);
            awaitHeld(0);
            assertThat(refused("too_slow")).isEqualTo(1);
        }
    }

    @Test
    void aSenderThatDripsIsCutOffAtTheDeadline() throws IOException {
        try (Socket sender = begin("Content-Length: 1000", 1)) {
            Await.until("an answer", SOON, () -> {
                write(sender, "x");
                return sender.getInputStream().available() > 0;
            });

            assertThat(answer(sender, "}")).startsWith("HTTP/1.1 408");
            awaitHeld(0);
        }
    }

    @Test
    void answersABodyFromNobodyBeforeItIsSent() throws IOException {
        try (Socket sender = open()) {
            write(sender, "POST /v1/claims HTTP/1.1\r\nHost: h\r\nContent-Length: 600\r\n\r\n");

            assertThat(answer(sender, "}")).startsWith("HTTP/1.1 401").containsIgnoringCase("www-authenticate: Bearer");
            assertThat(refused("unauthenticated")).isEqualTo(1);
        }
    }

    @Test
    void answersABodyThatIsTooLargeBeforeItIsSent() throws IOException {
        try (Socket sender = begin("Content-Length: 1001", 0)) {
            assertThat(answer(sender, "}")).startsWith("HTTP/1.1 413");
            assertThat(refused("too_large")).isEqualTo(1);
        }
    }

    @Test
    void refusesLimitsThatCannotBeKept() {
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BodyAdmission(limits(999, second, second), LIMIT_BYTES, meters))
                .withMessageContaining(BodyAdmission.BUDGET_KEY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BodyAdmission(limits(1000, second, Duration.ZERO), LIMIT_BYTES, meters));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BodyAdmission(limits(1000, Duration.ZERO, second), LIMIT_BYTES, meters));
    }

    private void awaitHeld(long bytes) {
        Await.until(
                bytes + " bytes are held",
                SOON,
                () -> (long) meters.get("http.bodies.held").gauge().value() == bytes);
    }

    private double refused(String reason) {
        return meters.get("http.bodies.refused").tag("reason", reason).counter().count();
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    /** Sends the head of a request and so many bytes of its body. */
    private Socket begin(String bodyHeader, int bytes) throws IOException {
        Socket socket = open();
        write(
                socket,
                "POST /v1/claims HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer x\r\n" + bodyHeader + "\r\n\r\n"
                        + "x".repeat(bytes));
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** What comes until the text has come. */
    private static String answer(Socket socket, String last) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf(last) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) throw new AssertionError("the connection ended after: " + answer);
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static void awaitClosed(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    private static BodyLimits limits(long budgetBytes, Duration silence, Duration deadline) {
        return new BodyLimits() {
            @Override
            public Optional<MemorySize> inFlight() {
                return Optional.of(new MemorySize(BigInteger.valueOf(budgetBytes)));
            }

            @Override
            public Duration silence() {
                return silence;
            }

            @Override
            public Duration deadline() {
                return deadline;
            }
        };
    }
}
