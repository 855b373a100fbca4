package io.meshplane.payment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.meshplane.testkit.stack.TestNodes;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** What tests of payments do all the time. */
abstract class PaymentTestBase {
    static final Duration SOON = Duration.ofSeconds(30);
    final DevChainClient chain = DevChainClient.ofTheService();
    final String network = ConfigProvider.getConfig().getValue(PaymentTestResource.NETWORK, String.class);
    final Address till = PaymentTestResource.till(network);

    /** A node that the service already knows. */
    TestNode node(String wallet) {
        TestNode node = TestNodes.enrol(network, NodeRole.NODE_ROLE_CLIENT, wallet);
        Await.until(
                "the node is known",
                SOON,
                () -> signed(node, "GET", "/v1/claims/none", "").statusCode() == 404);
        return node;
    }

    TestNode payer(Wallet wallet) {
        return node(wallet.address().toLowerHex());
    }

    Response claim(TestNode node, Hash32 transaction) {
        return claim(node, claimOf(transaction));
    }

    Response claim(TestNode node, String body) {
        return signed(node, "POST", "/v1/claims", body);
    }

    Response status(TestNode node, String claimId) {
        return signed(node, "GET", "/v1/claims/" + claimId, "");
    }

    Response claim(TestNode node, String idempotencyKey, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return given().headers(node.signedHeaders("POST", "/v1/claims", "", bytes))
                .header("Idempotency-Key", idempotencyKey)
                .contentType("application/json")
                .body(bytes)
                .post("/v1/claims");
    }

    static String claimOf(Hash32 transaction) {
        return "{\"chainId\":7357,\"transactionHash\":\"" + transaction + "\"}";
    }

    static Response signed(TestNode node, String method, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        RequestSpecification request =
                given().headers(node.signedHeaders(method, path, "", bytes)).contentType("application/json");
        return method.equals("GET") ? request.get(path) : request.body(bytes).post(path);
    }

    /** Claims, and waits for the verdict. */
    String claimUntil(TestNode node, Hash32 transaction, String state) {
        String id = claim(node, transaction).then().statusCode(202).extract().path("claimId");
        awaitState(node, id, state);
        return id;
    }

    void awaitState(TestNode node, String claimId, String state) {
        Await.until(
                "the claim is " + state,
                SOON,
                () -> status(node, claimId).jsonPath().getString("state").equals(state));
    }

    RequestSpecification operator() {
        return given().auth().oauth2(Operators.tokenFor(network));
    }

    /** The other end of what a seller sends: it has counted all that may come. */
    TestNode buyerOf(TestNode seller) {
        TestNode buyer = node("");
        UsageReported usage = UsageReported.newBuilder()
                .setNetworkId(network)
                .setNodeId(buyer.id().value())
                .setInterface("mesh0")
                .setPeerId(seller.id().value())
                .setCounterEpoch(1)
                .setReceivedBytes(1L << 50)
                .build();
        String key = buyer.id() + "/mesh0/" + seller.id();
        KafkaProbe.send(Topics.USAGE, key, EventId.derivedFrom("attested", key), usage);
        return buyer;
    }

    /** Balance of an account in the chain's coin; "none" if nothing was ever posted to it. */
    String balance(String account) {
        Response answer = operator().get("/v1/networks/" + network + "/accounts/" + account);
        return answer.statusCode() == 404
                ? "none"
                : answer.jsonPath().getString("balances.find { it.asset == 'eip155:7357/slip44:60' }.balance");
    }

    void assertSoundBooks() {
        operator()
                .get("/v1/networks/" + network + "/audit")
                .then()
                .statusCode(200)
                .body("driftingBalances", equalTo(0))
                .body("sums.values()", everyItem(equalTo("0")));
    }
}
