package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.adapter.disk.PeerFile;
import io.meshplane.agent.adapter.http.ControlPlane;
import io.meshplane.agent.adapter.http.KeyRegistry;
import io.meshplane.agent.adapter.linux.TunnelBook;
import io.meshplane.agent.domain.WireGuardDump;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.TunnelKey;
import io.meshplane.contracts.signature.TunnelKeyProof;
import io.meshplane.testkit.Await;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerDirectoryTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NODE = "naaaaaaaaaaaaaaaaaaaaaaaaaa";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final NodeKey key = NodeKey.generate();
    private final NodeId node = NodeId.ofPublicKey(key.publicKey());
    private final TunnelKey own = TunnelKey.generate();
    private final TunnelKey peer = TunnelKey.generate();
    private final TunnelBook book = new TunnelBook();
    private final AtomicLong steadyMs = new AtomicLong();
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile TunnelKey registrar = TunnelKey.generate();
    private volatile boolean away;
    private HttpServer server;
    private PeerFile file;

    @BeforeEach
    void listen() {
        file = new PeerFile(folder.resolve("wireguard-nodes"));
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theRegistryLearnsTheNodesKeyAndTheNodeItsPeersName() throws IOException {
        known.put(base64(peer.publicKey()), NODE);
        start();

        Await.until("the claim", SOON, () -> {
            sample();
            return node.value().equals(known.get(base64(own.publicKey())));
        });
        Await.until("the name is kept", SOON, () -> file.read().containsValue(NODE));
        assertThat(file.read()).containsExactly(Map.entry(base64(peer.publicKey()), NODE));
    }

    @Test
    void namesHoldWhileTheRegistryIsAway() throws IOException {
        file.write(Map.of(base64(peer.publicKey()), NODE));
        away = true;
        start();
        sample();

        Await.until("it was asked in vain", SOON, () -> refusals.get() > 0);

        assertThat(new PeerFile(folder.resolve("wireguard-nodes")).read()).containsValue(NODE);
    }

    @Test
    void aRegistryThatWasSetUpAnewIsToldAgain() {
        start();
        Await.until("the first claim", SOON, () -> {
            sample();
            return known.containsKey(base64(own.publicKey()));
        });
        TunnelKey second = TunnelKey.generate();
        registrar = TunnelKey.generate();
        known.clear();

        Await.until("the claim of both keys", SOON, () -> {
            sample(own, second);
            steadyMs.addAndGet(3_600_000); // what was refused is tried again
            return known.size() == 2;
        });

        assertThat(refusals).hasPositiveValue();
    }

    @Test
    void aRegistryThatForgotIsToldAgainWithinADay() {
        start();
        Await.until("the first claim", SOON, () -> {
            sample();
            return known.containsKey(base64(own.publicKey()));
        });
        known.clear();

        steadyMs.addAndGet(Duration.ofDays(1).toMillis());

        Await.until("the claim", SOON, () -> known.containsKey(base64(own.publicKey())));
    }

    @Test
    void aKeyThatNobodyHasIsNotAskedForAllTheTime() {
        start();
        Await.until("the claim", SOON, () -> {
            sample();
            return known.containsKey(base64(own.publicKey()));
        });
        Await.until("the question", SOON, () -> questions.get() == 1);
        known.put(base64(peer.publicKey()), NODE);

        steadyMs.addAndGet(3_600_000);

        Await.until("the next", SOON, () -> file.read().containsValue(NODE));
        assertThat(questions).hasValue(2);
    }

    private void start() {
        URI url = URI.create("http://127.0.0.1:" + server.actualPort());
        ControlPlane controlPlane = new ControlPlane(vertx, url, url, null, 2, 5_000, InstantSource.system());
        PeerDirectory directory = new PeerDirectory(
                vertx, new KeyRegistry(controlPlane), book, file, steadyMs::get, Duration.ofMillis(20));
        Context context = vertx.getOrCreateContext();
        context.runOnContext(_ -> directory.start(key, node));
    }

    private void sample() {
        sample(own);
    }

    /** What a source does at each sample. */
    private void sample(TunnelKey... interfaces) {
        StringBuilder dump = new StringBuilder();
        for (int i = 0; i < interfaces.length; i++) {
            dump.append("wg%d\t%s\t%s\t51820\toff\n"
                    .formatted(i, base64(interfaces[i].privateKey()), base64(interfaces[i].publicKey())));
        }
        dump.append("wg0\t" + base64(peer.publicKey()) + "\t(none)\t(none)\t(none)\t0\t1\t2\toff\n");
        book.seen(WireGuardDump.parse(dump.toString().getBytes(StandardCharsets.US_ASCII), book));
    }

    /** A registry that checks proofs. */
    private void answer(HttpServerRequest request) {
        if (away) refuse(request);
        else if (request.uri().endsWith("/registrar")) {
            request.response()
                    .end(new JsonObject()
                            .put("publicKey", base64(registrar.publicKey()))
                            .encode());
        } else if (request.method().equals(HttpMethod.PUT)) {
            request.body().onSuccess(body -> claim(request, body.toJsonObject().getJsonArray("keys")));
        } else {
            questions.incrementAndGet();
            JsonArray found = new JsonArray();
            for (String each : request.params().getAll("key")) {
                if (known.containsKey(each))
                    found.add(new JsonObject().put("publicKey", each).put("nodeId", known.get(each)));
            }
            request.response().end(new JsonObject().put("keys", found).encode());
        }
    }

    private void claim(HttpServerRequest request, JsonArray claims) {
        for (Object each : claims) {
            JsonObject claim = (JsonObject) each;
            byte[] publicKey = Base64.getDecoder().decode(claim.getString("publicKey"));
            byte[] proof = Base64.getDecoder().decode(claim.getString("proof"));
            if (!TunnelKeyProof.holds(proof, publicKey, registrar, node)) {
                refuse(request);
                return;
            }
        }
        claims.forEach(each -> known.put(((JsonObject) each).getString("publicKey"), node.value()));
        request.response().end(new JsonObject().put("keys", claims).encode());
    }

    private void refuse(HttpServerRequest request) {
        refusals.incrementAndGet();
        request.response().setStatusCode(away ? 503 : 400).end();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
