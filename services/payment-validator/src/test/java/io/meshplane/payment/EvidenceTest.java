package io.meshplane.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.meshplane.chain.Address;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Wallet;
import io.meshplane.chain.evidence.EvidenceCheck;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class EvidenceTest extends PaymentTestBase {
    private static final Address TOKEN = Address.fromHex("0x7357000000000000000000000000000000007357");

    @Test
    void aVerdictComesWithABundleThatAThirdPartyVerifies() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(12_345));
        chain.mine(4);
        String id = claimUntil(node, paid, "VALID");

        String bundle =
                signed(node, "GET", "/v1/claims/" + id + "/evidence", "").asString();

        assertThat(EvidenceCheck.check(bundle)).isInstanceOfSatisfying(Finding.Verified.class, verified -> {
            assertThat(verified.bundle().transaction()).isEqualTo(paid);
            assertThat(verified.bundle().network()).isEqualTo(network);
            assertThat(verified.bundle().rules().confirmations()).isEqualTo(4);
            assertThat(verified.bundle().payments()).singleElement().satisfies(payment -> {
                assertThat(payment.payer()).isEqualTo(wallet.address());
                assertThat(payment.payee()).isEqualTo(till);
                assertThat(payment.amount()).isEqualTo(12_345);
            });
            assertThat(verified.bundle().votes())
                    .allSatisfy(vote -> assertThat(vote.nodes()).hasSizeGreaterThanOrEqualTo(2));
        });
        assertThat(evidence(network, paid).asString()).isEqualTo(bundle);
        assertThat(EvidenceCheck.check(bundle.replace("12345", "12346"))).isInstanceOf(Finding.Refuted.class);
    }

    @Test
    void aTokenPaymentIsProvenByItsReceipt() {
        Wallet rich = TestBlocks.wallet("meshplane dev account 12");
        Hash32 paid = chain.send(
                chain.signed(rich, TOKEN, BigInteger.ZERO, Erc20.transferCall(till, BigInteger.valueOf(77))));
        chain.mine(5);
        Await.until("it is proven", SOON, () -> evidence(network, paid).statusCode() == 200);

        assertThat(EvidenceCheck.check(evidence(network, paid).asString()))
                .isInstanceOfSatisfying(
                        Finding.Verified.class,
                        verified -> assertThat(verified.bundle().payments()).anySatisfy(payment -> {
                            assertThat(payment.logIndex()).isNotNegative();
                            assertThat(payment.amount()).isEqualTo(77);
                        }));
    }

    @Test
    void thereIsNoneBeforeTheLastConfirmationNorForOthersNorForNothing() {
        Wallet wallet = chain.freshWallet();
        Hash32 paid = chain.pay(wallet, till, BigInteger.ONE);
        Hash32 elsewhere = chain.pay(wallet, TestBlocks.wallet("elsewhere").address(), BigInteger.ONE);

        Await.until("it is indexed", SOON, () -> evidence(network, paid).statusCode() == 409);
        evidence(network, elsewhere).then().statusCode(404).contentType("application/problem+json");
        evidence(network, Hash32.ZERO).then().statusCode(404);
        evidence("home", paid).then().statusCode(404);
        given().auth()
                .oauth2(Operators.tokenFor("home"))
                .get("/v1/networks/home/payments/" + paid + "/evidence")
                .then()
                .statusCode(404);
        operator()
                .get("/v1/networks/" + network + "/payments/0x12/evidence")
                .then()
                .statusCode(400)
                .body("field", equalTo("transaction"));
    }

    @Test
    void aPaymentThatNobodyClaimedIsFoundAndCreditedAndItsLaterClaimCreditsNothingMore() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(4_242));
        chain.mine(4);

        Await.until("it is credited", SOON, () -> balance("node:" + node.id()).equals("4242"));

        String unclaimed = "/v1/networks/" + network + "/payments?unclaimed=true&limit=200";
        operator()
                .get(unclaimed)
                .then()
                .statusCode(200)
                .body("payments.transactionHash", hasItem(paid.toString()))
                .body(find(paid) + ".account", equalTo("node:" + node.id()))
                .body(find(paid) + ".claims", equalTo(0));
        claimUntil(node, paid, "VALID");
        assertThat(balance("node:" + node.id())).isEqualTo("4242");
        operator().get(unclaimed).then().body("payments.transactionHash", not(hasItem(paid.toString())));
        operator()
                .get("/v1/networks/" + network + "/payments?limit=200")
                .then()
                .body(find(paid) + ".claims", equalTo(1));
        assertSoundBooks();
    }

    @Test
    void whatTheClaimantExpectedIsComparedAndTakesNothingFromTheCredit() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(999));
        chain.mine(4);
        String body = "{\"chainId\":7357,\"transactionHash\":\"" + paid
                + "\",\"expected\":{\"amount\":\"1000\",\"asset\":\"eip155:7357/slip44:60\",\"dueHeight\":1}}";

        String id = claim(node, body).then().statusCode(202).extract().path("claimId");
        awaitState(node, id, "VALID");

        status(node, id)
                .then()
                .body("deviations", equalTo(java.util.List.of("LATE", "PARTIAL")))
                .body("expected.amount", equalTo("1000"));
        assertThat(balance("node:" + node.id())).isEqualTo("999");
        claim(node, body.replace("\"1000\"", "\"-1\""))
                .then()
                .statusCode(400)
                .body("field", equalTo("expected.amount"));
    }

    private static String find(Hash32 transaction) {
        return "payments.find { it.transactionHash == '" + transaction + "' }";
    }

    private Response evidence(String of, Hash32 transaction) {
        return operator().get("/v1/networks/" + of + "/payments/" + transaction + "/evidence");
    }
}
