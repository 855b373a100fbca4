package io.meshplane.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.meshplane.chain.Keccak256;
import io.meshplane.chain.PersonalMessage;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.WalletPledge;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.RequestSignature;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code docs/wallet-proof.md} promises. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class WalletProofTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private final String network = Operators.freshNetwork();
    private final Wallet wallet = Wallet.of(Keccak256.hash(UUID.randomUUID().toString()));

    @Test
    void aWalletThatSignedIsPublishedWithItsNode() {
        NodeKey key = NodeKey.generate();

        enrol(key, issueToken(network), address(), pledge(wallet, key, network))
                .then()
                .statusCode(201);

        NodeRegistered event = KafkaProbe.await(
                        Topics.NODES, node -> node.getNodeId().equals(id(key).value()), SOON)
                .value();
        assertThat(event.getPaymentAddress()).isEqualTo(wallet.address().toLowerHex());
    }

    @Test
    void aLostAnswerMayBeAskedForAgainWithTheSameWallet() {
        NodeKey key = NodeKey.generate();
        String token = issueToken(network);
        String pledge = pledge(wallet, key, network);
        enrol(key, token, address(), pledge).then().statusCode(201);

        enrol(key, token, address(), pledge).then().statusCode(200);
    }

    @Test
    void aWalletOfSomebodyElseIsRefusedAndTheTokenStaysGood() {
        NodeKey thief = NodeKey.generate();
        String token = issueToken(network);
        String ownWord = pledge(Wallet.of(Keccak256.hash("the thief's own")), thief, network);

        assertNotProven(enrol(thief, token, address(), ownWord));

        enrol(thief, token, null, null).then().statusCode(201);
    }

    @Test
    void aWordForAnotherNodeOrNetworkIsRefused() {
        NodeKey owner = NodeKey.generate();
        NodeKey thief = NodeKey.generate();
        String token = issueToken(network);

        assertNotProven(enrol(thief, token, address(), pledge(wallet, owner, network)));
        assertNotProven(enrol(thief, token, address(), pledge(wallet, thief, "home")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "0x1212121212121212121212121212121212121212, null, paymentSignature",
                "0x1212121212121212121212121212121212121212, '', paymentSignature",
                "0x1212121212121212121212121212121212121212, 0x1234, paymentSignature",
                "0x12, 0x1234, paymentAddress",
                "null, 0x1234, paymentAddress"
            })
    void theFieldThatIsWrongIsNamed(@Nullable String address, @Nullable String signature, String field) {
        enrol(NodeKey.generate(), issueToken(network), address, signature)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    @Test
    void aWalletPaysForOneNodeInAllNetworksUntilThatIsRevoked() {
        NodeKey first = NodeKey.generate();
        NodeKey second = NodeKey.generate();
        String away = Operators.freshNetwork();
        String token = issueToken(away);
        enrol(first, issueToken(network), address(), pledge(wallet, first, network))
                .then()
                .statusCode(201);

        enrol(second, token, address(), pledge(wallet, second, away))
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("field", equalTo("paymentAddress"));

        given().auth()
                .oauth2(Operators.tokenFor(network))
                .delete("/v1/networks/" + network + "/nodes/" + id(first))
                .then()
                .statusCode(200);
        enrol(second, token, address(), pledge(wallet, second, away)).then().statusCode(201);
    }

    @Test
    void ofNodesThatNameAWalletAtOnceOneGetsIt() throws Exception {
        List<Future<Response>> answers = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                NodeKey key = NodeKey.generate();
                String token = issueToken(network);
                String pledge = pledge(wallet, key, network);
                answers.add(threads.submit(() -> enrol(key, token, address(), pledge)));
            }
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Response> answer : answers) statuses.add(answer.get().statusCode());
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    private static void assertNotProven(Response answer) {
        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("paymentSignature"));
    }

    private String address() {
        return wallet.address().toString();
    }

    private static String pledge(Wallet wallet, NodeKey key, String network) {
        WalletPledge pledge = new WalletPledge(wallet.address().toString(), id(key), new NetworkId(network));
        return wallet.sign(new PersonalMessage(pledge.text())).toHex();
    }

    private static NodeId id(NodeKey key) {
        return NodeId.ofPublicKey(key.publicKey());
    }

    private static String issueToken(String network) {
        return given().auth()
                .oauth2(Operators.tokenFor(network))
                .contentType("application/json")
                .body("{\"role\":\"CLIENT\",\"validSeconds\":60}")
                .post("/v1/networks/" + network + "/enrolment-tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    private static Response enrol(
            NodeKey key, String token, @Nullable String paymentAddress, @Nullable String paymentSignature) {
        String publicKey = Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicKey());
        byte[] body = ("{\"token\":\"" + token + "\",\"name\":\"roof\",\"publicKey\":\"" + publicKey
                        + "\",\"paymentAddress\":" + quoted(paymentAddress) + ",\"paymentSignature\":"
                        + quoted(paymentSignature) + "}")
                .getBytes(StandardCharsets.UTF_8);
        return given().headers(RequestSignature.sign(key, id(key), "POST", "/v1/enrolments", "", body, Instant.now()))
                .contentType("application/json")
                .body(body)
                .post("/v1/enrolments");
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }
}
