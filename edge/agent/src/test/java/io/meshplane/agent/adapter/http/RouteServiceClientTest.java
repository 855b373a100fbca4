package io.meshplane.agent.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshplane.agent.domain.steering.BabelSettings;
import io.meshplane.agent.domain.steering.BabelSettings.Cost;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteServiceClientTest {
    private static final String NOTHING = "{\"costs\":[],\"prices\":[]}";

    private final Vertx vertx = Vertx.vertx();
    private final NodeKey key = NodeKey.generate();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void readsWhatIsWanted() {
        String body = """
                {"costs": [{"interfaceName": "w0", "rxcost": 300, "until": "2026-12-01T00:00:00Z"}, {"interfaceName": "w1", "rxcost": 1}],
                 "prices": [{"interfaceName": "w0", "price": "1000000", "asset": "eip155:100/slip44:60"}], "later": {}}""";

        BabelSettings settings = ask(BabelSettings.NONE, request -> answer(request, "\"a\"", body));

        assertThat(settings)
                .isEqualTo(new BabelSettings(
                        "\"a\"",
                        Map.of(
                                "w0", new Cost(300, Instant.parse("2026-12-01T00:00:00Z")),
                                "w1", new Cost(1, null)),
                        Map.of("w0", BigInteger.valueOf(1_000_000))));
    }

    @Test
    void keepsWhatItKnowsWhereThatIsStillWanted() {
        BabelSettings known = new BabelSettings("\"a\"", Map.of("w0", new Cost(300, null)), Map.of());

        BabelSettings settings = ask(known, request -> {
            boolean same = "\"a\"".equals(request.getHeader("If-None-Match"));
            request.response().setStatusCode(same ? 304 : 500).end();
        });

        assertThat(settings).isSameAs(known);
    }

    @Test
    void signsAndAsksBehindAProxy() {
        BabelSettings settings = ask(BabelSettings.NONE, request -> {
            String signed = String.valueOf(request.getHeader("Signature-Input"));
            boolean right = "/behind/a/proxy/v1/babel-settings".equals(request.path())
                    && signed.contains(NodeId.ofPublicKey(key.publicKey()).value());
            answer(request, right ? "\"right\"" : "\"wrong\"", NOTHING);
        });

        assertThat(settings.version()).isEqualTo("\"right\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "null",
                "[]",
                "{}",
                "{\"costs\":[]}",
                "{\"costs\":{},\"prices\":[]}",
                "{\"costs\":[7],\"prices\":[]}",
                "{\"costs\":[{\"interfaceName\":\"w0\"}],\"prices\":[]}",
                "{\"costs\":[{\"interfaceName\":\"w0\",\"rxcost\":\"300\"}],\"prices\":[]}",
                "{\"costs\":[{\"interfaceName\":\"w0\",\"rxcost\":0}],\"prices\":[]}",
                "{\"costs\":[{\"interfaceName\":\"w0\",\"rxcost\":4294967296}],\"prices\":[]}",
                "{\"costs\":[{\"interfaceName\":\"w0\\nquit\",\"rxcost\":300}],\"prices\":[]}",
                "{\"costs\":[{\"interfaceName\":\"w0\",\"rxcost\":300,\"until\":\"tomorrow\"}],\"prices\":[]}",
                "{\"costs\":[],\"prices\":[{\"interfaceName\":\"w0\",\"price\":1}]}",
                "{\"costs\":[],\"prices\":[{\"interfaceName\":\"w0\",\"price\":\"-1\"}]}",
                "{\"costs\":[],\"prices\":[{\"interfaceName\":\"w0\",\"price\":\"01\"}]}"
            })
    void takesNothingFromAnAnswerThatMakesNoSense(String body) {
        assertThat(catchThrowable(() -> ask(BabelSettings.NONE, request -> answer(request, "\"a\"", body))))
                .hasMessageContaining("an answer that makes no sense");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"a b\"", "\"\"", "\"a\"\"b\""})
    void needsAnEntityTagThatIsOneWord(String tag) {
        assertThat(catchThrowable(() -> ask(BabelSettings.NONE, request -> answer(request, tag, NOTHING))))
                .hasMessageContaining("no entity tag");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 404, 500, 503})
    void failsOnAnyOtherStatus(int status) {
        assertThat(catchThrowable(() -> ask(
                        BabelSettings.NONE,
                        request -> request.response().setStatusCode(status).end())))
                .hasMessageContaining("status " + status);
    }

    @Test
    void readsNoMoreThan64KiB() {
        assertThat(catchThrowable(() ->
                        ask(BabelSettings.NONE, request -> answer(request, "\"a\"", " ".repeat(1 << 17) + NOTHING))))
                .isNotNull();
    }

    @Test
    void givesUpOnAServerThatDoesNotAnswer() {
        assertThat(catchThrowable(() -> ask(BabelSettings.NONE, _ -> {})))
                .hasRootCauseInstanceOf(TimeoutException.class);
    }

    private static void answer(HttpServerRequest request, String tag, String body) {
        request.response().putHeader("ETag", tag).end(body);
    }

    private BabelSettings ask(BabelSettings known, Handler<HttpServerRequest> server) {
        int port = vertx.createHttpServer()
                .requestHandler(server)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        URI uri = URI.create("http://127.0.0.1:" + port + "/behind/a/proxy/");
        return new RouteServiceClient(vertx, uri, null, 2_000, InstantSource.system())
                .settings(key, NodeId.ofPublicKey(key.publicKey()), known)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
