package io.meshplane.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.RequestSignature;
import io.meshplane.contracts.signature.TunnelKey;
import io.meshplane.contracts.signature.TunnelKeyProof;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class WireGuardKeyTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PATH = "/v1/wireguard-keys";

    private final String network = Operators.freshNetwork();

    /** An enrolled node that the registry's own directory knows. */
    private static final class Member {
        final NodeKey key = NodeKey.generate();
        final NodeId id = NodeId.ofPublicKey(key.publicKey());

        Member(String in) {
            String token = operator(in)
                    .contentType("application/json")
                    .body("{\"role\":\"RELAY\",\"validSeconds\":60}")
                    .post("/v1/networks/{n}/enrolment-tokens", in)
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("token");
            String publicKey = Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicKey());
            byte[] body = ("{\"token\":\"" + token + "\",\"name\":\"roof\",\"publicKey\":\"" + publicKey + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            given().headers(RequestSignature.sign(key, id, "POST", "/v1/enrolments", "", body, Instant.now()))
                    .contentType("application/json")
                    .body(body)
                    .post("/v1/enrolments")
                    .then()
                    .statusCode(201);
            Await.until(
                    "the node is in the directory",
                    SOON,
                    () -> find(TunnelKey.generate()).statusCode() == 200);
        }

        Response claim(TunnelKey... tunnels) {
            return claim(Stream.of(tunnels)
                    .map(tunnel -> claimOf(tunnel, id))
                    .collect(Collectors.joining(",", "{\"keys\":[", "]}")));
        }

        Response claim(String text) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            return given().headers(RequestSignature.sign(key, id, "PUT", PATH, "", body, Instant.now()))
                    .contentType("application/json")
                    .body(body)
                    .put(PATH);
        }

        Response find(TunnelKey... tunnels) {
            String query = Stream.of(tunnels)
                    .map(tunnel -> "key=" + URLEncoder.encode(base64(tunnel.publicKey()), StandardCharsets.US_ASCII))
                    .collect(Collectors.joining("&"));
            return given().headers(RequestSignature.sign(key, id, "GET", PATH, query, new byte[0], Instant.now()))
                    .urlEncodingEnabled(false)
                    .get(PATH + "?" + query);
        }
    }

    @Test
    void aPeerLearnsWhoseAKeyIs() {
        Member gateway = new Member(network);
        Member client = new Member(network);
        TunnelKey tunnel = TunnelKey.generate();

        gateway.claim(tunnel).then().statusCode(200).body("keys", hasSize(1));

        client.find(tunnel, TunnelKey.generate())
                .then()
                .statusCode(200)
                .body("keys.publicKey", contains(base64(tunnel.publicKey())))
                .body("keys.nodeId", contains(gateway.id.value()));
        operator(network)
                .get("/v1/networks/{n}/nodes/{id}/wireguard-keys", network, gateway.id.value())
                .then()
                .statusCode(200)
                .body("publicKeys", contains(base64(tunnel.publicKey())));
    }

    @Test
    void aNodeOfAnotherNetworkDoesNotLearnIt() {
        Member gateway = new Member(network);
        Member stranger = new Member(Operators.freshNetwork());
        TunnelKey tunnel = TunnelKey.generate();
        gateway.claim(tunnel).then().statusCode(200);

        stranger.find(tunnel).then().statusCode(200).body("keys", empty());
    }

    @Test
    void aClaimMayBeRepeatedAndReplacesAllOfTheNode() {
        Member node = new Member(network);
        TunnelKey first = TunnelKey.generate();
        TunnelKey second = TunnelKey.generate();

        node.claim(first).then().statusCode(200);
        node.claim(first).then().statusCode(200);
        node.claim(second).then().statusCode(200);

        node.find(first, second).then().body("keys.publicKey", contains(base64(second.publicKey())));
        node.claim("{\"keys\":[]}").then().statusCode(200);
        node.find(first, second).then().body("keys", empty());
    }

    @Test
    void whoDoesNotHoldAKeyCannotClaimIt() {
        Member owner = new Member(network);
        Member thief = new Member(network);
        TunnelKey tunnel = TunnelKey.generate();

        thief.claim("{\"keys\":[" + claimOf(tunnel, owner.id) + "]}")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("keys[0].proof"));

        thief.find(tunnel).then().body("keys", empty());
    }

    @Test
    void aKeyOfAnotherNodeStaysItsOwnAndNothingElseOfTheRequestHappens() {
        Member owner = new Member(network);
        Member clone = new Member(network);
        TunnelKey copied = TunnelKey.generate();
        TunnelKey own = TunnelKey.generate();
        owner.claim(copied).then().statusCode(200);

        clone.claim(own, copied).then().statusCode(409).body("detail", containsString(base64(copied.publicKey())));

        clone.find(own, copied).then().body("keys.nodeId", contains(owner.id.value()));
    }

    @Test
    void theKeyOfANodeThatWasPutOutIsFree() {
        Member lost = new Member(network);
        Member heir = new Member(network);
        TunnelKey tunnel = TunnelKey.generate();
        lost.claim(tunnel).then().statusCode(200);
        operator(network)
                .delete("/v1/networks/{n}/nodes/{id}", network, lost.id.value())
                .then()
                .statusCode(200);

        heir.find(tunnel).then().body("keys", empty());
        heir.claim(tunnel).then().statusCode(200);

        heir.find(tunnel).then().body("keys.nodeId", contains(heir.id.value()));
    }

    @Test
    void ofNodesThatClaimAKeyAtOnceOneHasIt() throws Exception {
        TunnelKey shared = TunnelKey.generate();
        List<Member> nodes = List.of(new Member(network), new Member(network), new Member(network));
        CountDownLatch all = new CountDownLatch(nodes.size());
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (Member node : nodes) {
                running.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return node.claim(shared).statusCode();
                }));
            }
            for (Future<Integer> answer : running) answers.add(answer.get());
        }

        assertThat(answers).containsExactlyInAnyOrder(200, 409, 409);
    }

    @Test
    void badRequestsAreNamed() {
        Member node = new Member(network);

        node.claim("{}").then().statusCode(400).body("field", equalTo("keys"));
        node.claim("{\"keys\":[null]}").then().statusCode(400).body("field", equalTo("keys[0]"));
        node.claim("{\"keys\":[{\"publicKey\":\"AAAA\",\"proof\":\"AAAA\"}]}")
                .then()
                .statusCode(400)
                .body("field", equalTo("keys[0].publicKey"));
        given().headers(RequestSignature.sign(node.key, node.id, "GET", PATH, "", new byte[0], Instant.now()))
                .get(PATH)
                .then()
                .statusCode(400)
                .body("field", equalTo("key"));
        given().get(PATH + "?key=AAAA").then().statusCode(401);
        given().contentType("application/json")
                .body("{\"keys\":[]}")
                .put(PATH)
                .then()
                .statusCode(401);
    }

    private static String claimOf(TunnelKey tunnel, NodeId node) {
        byte[] registrar = Base64.getDecoder()
                .decode(given().get(PATH + "/registrar")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<String>path("publicKey"));
        byte[] proof = TunnelKeyProof.make(tunnel.privateKey(), tunnel.publicKey(), registrar, node)
                .orElseThrow();
        return "{\"publicKey\":\"" + base64(tunnel.publicKey()) + "\",\"proof\":\"" + base64(proof) + "\"}";
    }

    private static RequestSpecification operator(String network) {
        return given().auth().oauth2(Operators.tokenFor(network));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
