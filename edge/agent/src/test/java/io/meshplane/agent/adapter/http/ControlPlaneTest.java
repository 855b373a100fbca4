package io.meshplane.agent.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshplane.agent.adapter.http.ControlPlane.Answer;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneTest {
    private static final long PATIENT_MS = 10_000;
    private static final long IMPATIENT_MS = 200;

    private final Vertx vertx = Vertx.vertx();
    private final NodeKey key = NodeKey.generate();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void posts() throws Exception {
        Answer answer = upload(
                PATIENT_MS,
                request -> request.response()
                        .setStatusCode(429)
                        .putHeader("Content-Type", "application/problem+json;charset=UTF-8")
                        .putHeader("Retry-After", "7")
                        .end("{\"detail\":\"" + request.path() + "\"}"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.retryAfter()).isEqualTo("7");
        assertThat(answer.detail()).isEqualTo("/behind/a/proxy/v1/batches");
    }

    @Test
    void hasNoDetailWhereTheAnswerIsNoProblem() throws Exception {
        assertThat(upload(PATIENT_MS, request -> request.response().end("<html>"))
                        .detail())
                .isEmpty();
    }

    @Test
    void namesTheFieldThatAProblemIsAbout() throws Exception {
        Answer answer = upload(
                PATIENT_MS,
                request -> request.response()
                        .setStatusCode(400)
                        .putHeader("Content-Type", "application/problem+json")
                        .end("{\"field\":\"paymentSignature\",\"detail\":\"is missing\"}"));

        assertThat(answer.detail()).isEqualTo("paymentSignature is missing");
    }

    @Test
    void readsWhichSequenceWasAccepted() throws Exception {
        Answer answer = upload(PATIENT_MS, request -> request.response().end("{\"accepted\":\"7\"}"));

        assertThat(answer.accepted()).isEqualTo("7");
        assertThat(answer.isProblem()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "null", "[]", "{}", "{\"accepted\":7}", "{\"accepted\":null}"})
    void readsNoSequenceWhereTheAnswerIsNotIngests(String body) throws Exception {
        Answer answer = upload(PATIENT_MS, request -> request.response().end(body));

        assertThat(answer.accepted()).isNull();
    }

    @Test
    void givesUpOnAServerThatDoesNotAnswer() {
        assertThat(catchThrowable(() -> upload(IMPATIENT_MS, _ -> {}))).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void givesUpOnAnAnswerThatDoesNotEnd() {
        Throwable failure = catchThrowable(() -> upload(IMPATIENT_MS, request -> {
            request.response().setChunked(true).write("{");
            vertx.setPeriodic(50, _ -> request.response().write(" "));
        }));

        assertThat(failure).hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void givesUpOnAnAnswerThatIsTooLarge() {
        Throwable failure = catchThrowable(() ->
                upload(PATIENT_MS, request -> request.response().end(Buffer.buffer(new byte[1 << 20]))));

        assertThat(failure).hasStackTraceContaining("larger than 65536 bytes");
    }

    private Answer upload(long deadlineMs, Handler<HttpServerRequest> server) throws Exception {
        int port = vertx.createHttpServer()
                .requestHandler(server)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        URI base = URI.create("http://127.0.0.1:" + port + "/behind/a/proxy/");
        ControlPlane controlPlane = new ControlPlane(vertx, base, base, null, 1, deadlineMs, InstantSource.system());
        return controlPlane
                .upload(key, NodeId.ofPublicKey(key.publicKey()), new byte[] {1})
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
