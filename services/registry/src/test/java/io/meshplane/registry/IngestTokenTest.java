package io.meshplane.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.RequestSignature;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class IngestTokenTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String network = Operators.freshNetwork();
    private final NodeKey key = NodeKey.generate();
    private final NodeId id = NodeId.ofPublicKey(key.publicKey());

    @BeforeEach
    void enrol() {
        String token = operator()
                .contentType("application/json")
                .body("{\"role\":\"GATEWAY\",\"validSeconds\":60}")
                .post("/v1/networks/{n}/enrolment-tokens", network)
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
    }

    private RequestSpecification operator() {
        return given().auth().oauth2(Operators.tokenFor(network));
    }

    private JsonPath issue() {
        return operator()
                .post("/v1/networks/{n}/nodes/{id}/ingest-tokens", network, id.value())
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    @Test
    void publishesTheHashOfATokenThatItShowsOnce() {
        JsonPath issued = issue();

        ByteString hash = sha256(issued.getString("token"));
        NodeRegistered event = KafkaProbe.await(
                        Topics.NODES, node -> node.getIngestTokenHashesList().contains(hash), SOON)
                .value();
        assertThat(event.getNodeId()).isEqualTo(id.value());
        operator()
                .get("/v1/networks/{n}/nodes/{id}/ingest-tokens", network, id.value())
                .then()
                .statusCode(200)
                .body("tokenIds", hasSize(1))
                .body("tokenIds[0]", equalTo(issued.getString("tokenId")));
    }

    @Test
    void publishesTheNodeWithoutATokenThatWasTakenBack() {
        JsonPath issued = issue();

        operator()
                .delete(
                        "/v1/networks/{n}/nodes/{id}/ingest-tokens/{t}",
                        network,
                        id.value(),
                        issued.getString("tokenId"))
                .then()
                .statusCode(204);

        Await.until("the node is published with a token and then without", SOON, () -> {
            List<KafkaProbe.Seen<NodeRegistered>> events =
                    KafkaProbe.now(Topics.NODES, node -> node.getNodeId().equals(id.value()));
            return events.size() == 3 && events.getLast().value().getIngestTokenHashesCount() == 0;
        });
        operator()
                .get("/v1/networks/{n}/nodes/{id}/ingest-tokens", network, id.value())
                .then()
                .body("tokenIds", empty());
        operator()
                .delete(
                        "/v1/networks/{n}/nodes/{id}/ingest-tokens/{t}",
                        network,
                        id.value(),
                        issued.getString("tokenId"))
                .then()
                .statusCode(404);
    }

    @Test
    void givesNoFifthToken() {
        for (int i = 0; i < 4; i++) issue();

        operator()
                .post("/v1/networks/{n}/nodes/{id}/ingest-tokens", network, id.value())
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("4 tokens already"));
    }

    @Test
    void knowsOnlyNodesOfTheOperatorsNetwork() {
        String foreign = Operators.freshNetwork();
        given().auth()
                .oauth2(Operators.tokenFor(foreign))
                .post("/v1/networks/{n}/nodes/{id}/ingest-tokens", foreign, id.value())
                .then()
                .statusCode(404);
        operator()
                .post("/v1/networks/{n}/nodes/{id}/ingest-tokens", foreign, id.value())
                .then()
                .statusCode(404);
        given().post("/v1/networks/{n}/nodes/{id}/ingest-tokens", network, id.value())
                .then()
                .statusCode(401);
    }

    private static ByteString sha256(String text) {
        try {
            return ByteString.copyFrom(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
