package io.meshplane.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.event.ClaimMade;
import io.meshplane.contracts.event.TransferPosted;
import io.meshplane.contracts.event.VerdictReached;
import io.meshplane.contracts.event.VerdictState;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class ClaimTest extends PaymentTestBase {
    private static final String TOKEN_ASSET = "eip155:7357/erc20:0x7357000000000000000000000000000000007357";

    @Test
    void aPaymentThatIsDeepEnoughIsValidAndCredited() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(12_345));

        String id = claim(node, paid)
                .then()
                .statusCode(202)
                .body("state", equalTo("PENDING"))
                .extract()
                .path("claimId");
        chain.mine(4);

        awaitState(node, id, "VALID");
        status(node, id)
                .then()
                .statusCode(200)
                .body("payments[0].amount", equalTo("12345"))
                .body("payments[0].logIndex", equalTo(-1))
                .body("evidence.height", greaterThanOrEqualTo(1))
                .body("evidence.supportingNodes.size()", greaterThanOrEqualTo(2));
        assertThat(balance("node:" + node.id())).isEqualTo("12345");
        assertSoundBooks();
        VerdictReached verdict = KafkaProbe.await(
                        Topics.VERDICTS, event -> event.getClaimId().equals(id), SOON)
                .value();
        assertThat(verdict.getState()).isEqualTo(VerdictState.VERDICT_STATE_VALID);
        assertThat(verdict.getPayerNodeId()).isEqualTo(node.id().value());
        assertThat(verdict.getSupportingNodesCount()).isGreaterThanOrEqualTo(2);
        ClaimMade made = KafkaProbe.await(
                        Topics.CLAIMS, event -> event.getClaimId().equals(id), SOON)
                .value();
        assertThat(made.getTransactionHash().toByteArray())
                .isEqualTo(paid.bytes().toArray());
        TransferPosted posted = KafkaProbe.await(
                        Topics.LEDGER, event -> event.getCreditAccount().equals("node:" + node.id()), SOON)
                .value();
        assertThat(posted.getAmount()).isEqualTo("12345");
        assertThat(posted.getCauseId()).isEqualTo(id);
    }

    @Test
    void aClaimSaysWhatItWaitsFor() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        String nowhere = claim(
                        node,
                        TestBlocks.transfer(wallet, 99, till, BigInteger.ONE, Bytes.EMPTY)
                                .hash())
                .path("claimId");

        status(node, nowhere).then().body("state", equalTo("PENDING")).body("waitsFor.what", equalTo("TRANSACTION"));
    }

    @Test
    void aTokenPaymentCreditsTheTokensAsset() {
        Wallet rich = TestBlocks.wallet("meshplane dev account 12");
        TestNode node = payer(rich);
        Hash32 paid = chain.send(chain.signed(
                rich,
                Address.fromHex("0x7357000000000000000000000000000000007357"),
                BigInteger.ZERO,
                Erc20.transferCall(till, BigInteger.valueOf(77))));
        chain.mine(5);

        claimUntil(node, paid, "VALID");

        operator()
                .get("/v1/networks/" + network + "/accounts/node:" + node.id())
                .then()
                .statusCode(200)
                .body("balances.asset", hasItem(TOKEN_ASSET))
                .body("balances.find { it.asset == '" + TOKEN_ASSET + "' }.balance", equalTo("77"));
    }

    @Test
    void theSameClaimMadeTwiceIsOneClaim() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.ONE);
        String id = claim(node, paid).then().statusCode(202).extract().path("claimId");

        claim(node, paid).then().statusCode(200).body("claimId", equalTo(id));
    }

    @Test
    void aClaimBySomebodyElseCreditsTheRealPayer() {
        Wallet wallet = chain.freshWallet();
        TestNode payer = payer(wallet);
        TestNode thief = payer(TestBlocks.wallet("thief " + payer.id()));
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(500));
        chain.mine(4);

        claimUntil(thief, paid, "VALID");

        assertThat(balance("node:" + payer.id())).isEqualTo("500");
        assertThat(balance("node:" + thief.id())).isEqualTo("none");
    }

    @Test
    void aPaymentFromAnUnknownWalletWaitsInSuspense() {
        Wallet stranger = chain.freshWallet();
        TestNode node = node("");
        BigInteger before = suspense();
        Hash32 paid = chain.pay(stranger, till, BigInteger.valueOf(31));
        chain.mine(4);

        claimUntil(node, paid, "VALID");

        assertThat(suspense().subtract(before)).isEqualTo(BigInteger.valueOf(31));
    }

    @Test
    void sixteenClaimantsOfOnePaymentMakeOneCredit() throws Exception {
        Wallet wallet = chain.freshWallet();
        TestNode payer = payer(wallet);
        List<TestNode> claimants = new ArrayList<>(List.of(payer));
        for (int i = 1; i < 16; i++) claimants.add(node(""));
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(900));
        chain.mine(4);

        List<Future<String>> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (TestNode each : claimants) ids.add(threads.submit(() -> claimUntil(each, paid, "VALID")));
        }

        for (Future<String> id : ids) assertThat(id.get()).isNotEmpty();
        assertThat(balance("node:" + payer.id())).isEqualTo("900");
        operator()
                .get("/v1/networks/" + network + "/accounts/node:" + payer.id() + "/entries")
                .then()
                .body("entries", hasSize(1))
                .body("entries[0].code", equalTo("PAYMENT"));
        assertSoundBooks();
    }

    @Test
    void aTransactionThatPaysOthersIsRefused() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, TestBlocks.wallet("elsewhere").address(), BigInteger.ONE);
        chain.mine(4);

        String id = claimUntil(node, paid, "INVALID");

        status(node, id).then().body("reason", equalTo("NOT_TO_US"));
    }

    @Test
    void aTransactionThatFailedIsRefused() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 failed = chain.send(chain.signed(
                wallet,
                Address.fromHex("0x7357000000000000000000000000000000007357"),
                BigInteger.ZERO,
                Erc20.transferCall(till, BigInteger.valueOf(77))));
        chain.mine(5);

        String id = claimUntil(node, failed, "INVALID");

        status(node, id).then().body("reason", equalTo("REVERTED"));
    }

    @Test
    void aClaimIsItsNodesOwn() {
        TestNode owner = node("");
        TestNode other = node("");
        String id = claim(owner, Keccak256.hash(owner.id().value())).path("claimId");

        status(other, id).then().statusCode(404).contentType("application/problem+json");
        operator()
                .get("/v1/networks/" + network + "/claims?limit=200")
                .then()
                .statusCode(200)
                .body("claims.claimId", hasItem(id));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"chainId\":7357} | transactionHash",
                "{\"transactionHash\":\"0x00\"} | chainId",
                "{\"chainId\":0,\"transactionHash\":\"0x00\"} | chainId",
                "{\"chainId\":\"7357\",\"transactionHash\":\"0x00\"} | chainId",
                "{\"chainId\":7357,\"transactionHash\":\"0x00\"} | transactionHash",
                "{\"chainId\":7357,\"transactionHash\":5} | transactionHash",
                "{\"chainId\":7357,\"extra\":5} | extra"
            })
    void aWrongFieldIsNamed(String body, String field) {
        claim(node(""), body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    @Test
    void whatIsNoJsonIsRefused() {
        claim(node(""), "{\"chainId\":").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void whatIsTooLargeIsRefused() {
        claim(node(""), "x".repeat(300_000)).then().statusCode(413).contentType("application/problem+json");
    }

    @Test
    void anUnsignedClaimIsRefused() {
        given().contentType("application/json")
                .body("{}")
                .post("/v1/claims")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    private BigInteger suspense() {
        String balance = balance("suspense");
        return balance == null || balance.equals("none") ? BigInteger.ZERO : new BigInteger(balance);
    }
}
