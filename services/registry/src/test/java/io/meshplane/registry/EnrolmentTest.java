package io.meshplane.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.RequestSignature;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class EnrolmentTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private final String network = Operators.freshNetwork();

    @Test
    void anEnrolledNodeIsAnsweredListedAndPublished() {
        NodeKey key = NodeKey.generate();
        NodeId id = NodeId.ofPublicKey(key.publicKey());

        enrol(key, body(issueToken("GATEWAY"), "roof", key))
                .then()
                .statusCode(201)
                .body("nodeId", equalTo(id.value()))
                .body("networkId", equalTo(network))
                .body("role", equalTo("GATEWAY"));

        operator()
                .get("/v1/networks/" + network + "/nodes")
                .then()
                .statusCode(200)
                .body("nodes.nodeId", hasItem(id.value()));
        NodeRegistered event = KafkaProbe.await(
                        Topics.NODES, node -> node.getNodeId().equals(id.value()), SOON)
                .value();
        assertThat(event.getRole()).isEqualTo(NodeRole.NODE_ROLE_GATEWAY);
        assertThat(event.getPublicKey().toByteArray()).isEqualTo(key.publicKey());
    }

    @Test
    void aLostAnswerMayBeAskedForAgain() {
        NodeKey key = NodeKey.generate();
        String body = body(issueToken("RELAY"), "roof", key);
        enrol(key, body).then().statusCode(201);

        enrol(key, body)
                .then()
                .statusCode(200)
                .body("nodeId", equalTo(NodeId.ofPublicKey(key.publicKey()).value()));

        assertThat(KafkaProbe.now(Topics.NODES, node -> node.getNetworkId().equals(network)))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aTokenServesOneNode() {
        String token = issueToken("RELAY");
        NodeKey first = NodeKey.generate();
        enrol(first, body(token, "first", first)).then().statusCode(201);
        NodeKey second = NodeKey.generate();

        enrol(second, body(token, "second", second))
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("the enrolment token was used by another node"));
    }

    @Test
    void aRevokedNodeIsPublishedAsSuch() {
        NodeKey key = NodeKey.generate();
        NodeId id = NodeId.ofPublicKey(key.publicKey());
        enrol(key, body(issueToken("RELAY"), "roof", key)).then().statusCode(201);

        operator()
                .delete("/v1/networks/" + network + "/nodes/" + id)
                .then()
                .statusCode(200)
                .body("revoked", equalTo(true));

        KafkaProbe.await(Topics.NODES, node -> node.getNodeId().equals(id.value()) && node.getRevoked(), SOON);
    }

    @Test
    void refusesARequestThatTheKeyDidNotSign() {
        NodeKey key = NodeKey.generate();
        String body = body("whatever", "roof", key);

        enrol(NodeKey.generate(), body).then().statusCode(401).contentType("application/problem+json");
        given().contentType("application/json")
                .body(body)
                .post("/v1/enrolments")
                .then()
                .statusCode(401);
    }

    @Test
    void anotherNetworkDoesNotExist() {
        String path = "/v1/networks/" + network;

        given().auth()
                .oauth2(Operators.tokenFor("home"))
                .get(path + "/nodes")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().get(path + "/nodes").then().statusCode(401).contentType("application/problem+json");
        operator()
                .get(path + "/nodes/" + NodeId.ofPublicKey(NodeKey.generate().publicKey()))
                .then()
                .statusCode(404);
        operator().get(path + "/nodes/nonsense").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"role\":\"GATEWAY\",\"validSeconds\":60,\"colour\":1} | colour",
                "{\"role\":\"KING\",\"validSeconds\":60} | role",
                "{\"role\":5,\"validSeconds\":60} | role",
                "{\"validSeconds\":60} | role",
                "{\"role\":\"RELAY\",\"validSeconds\":0} | validSeconds",
                "{\"role\":\"RELAY\",\"validSeconds\":604801} | validSeconds",
                "{\"role\":\"RELAY\",\"validSeconds\":\"60\"} | validSeconds",
                "{\"role\":\"RELAY\",\"validSeconds\":1.5} | validSeconds",
                "{\"role\":\"RELAY\",\"validSeconds\":99999999999999999999} | validSeconds",
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        operator()
                .contentType("application/json")
                .body(body)
                .post("/v1/networks/" + network + "/enrolment-tokens")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field))
                .body("type", matchesPattern("urn:meshplane:problem:[a-z-]+"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{", "[]", "{}x", "`` ", "null"})
    void refusesWhatIsNoJsonObject(String body) {
        operator()
                .contentType("application/json")
                .body(body)
                .post("/v1/networks/" + network + "/enrolment-tokens")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        operator()
                .contentType("application/json")
                .body("{\"role\":\"" + "x".repeat(300_000) + "\"}")
                .post("/v1/networks/" + network + "/enrolment-tokens")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void aWrongPathMethodOrMediaTypeIsAProblemToo() {
        given().get("/nowhere").then().statusCode(404).contentType("application/problem+json");
        operator()
                .put("/v1/networks/" + network + "/nodes")
                .then()
                .statusCode(405)
                .contentType("application/problem+json");
        operator()
                .contentType("text/plain")
                .body("x")
                .post("/v1/networks/" + network + "/enrolment-tokens")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    private RequestSpecification operator() {
        return given().auth().oauth2(Operators.tokenFor(network));
    }

    private String issueToken(String role) {
        return operator()
                .contentType("application/json")
                .body("{\"role\":\"" + role + "\",\"validSeconds\":60}")
                .post("/v1/networks/" + network + "/enrolment-tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    private static String body(String token, String name, NodeKey key) {
        String publicKey = Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicKey());
        return "{\"token\":\"" + token + "\",\"name\":\"" + name + "\",\"publicKey\":\"" + publicKey
                + "\",\"paymentAddress\":null}";
    }

    private static Response enrol(NodeKey signer, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        NodeId id = NodeId.ofPublicKey(signer.publicKey());
        return given().headers(RequestSignature.sign(signer, id, "POST", "/v1/enrolments", "", bytes, Instant.now()))
                .contentType("application/json")
                .body(bytes)
                .post("/v1/enrolments");
    }
}
