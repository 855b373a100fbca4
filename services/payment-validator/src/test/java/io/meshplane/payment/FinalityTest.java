package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.Wallet;
import io.meshplane.chain.evidence.EvidenceCheck;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** The more is paid, the longer it takes to count: bands of amounts, and what the nodes call final (8 blocks below their head). */
@QuarkusTest
@QuarkusTestResource(PaymentTestResource.class)
class FinalityTest extends PaymentTestBase {
    private static final BigInteger TENTH = DevChainClient.COIN.divide(BigInteger.TEN);

    @Test
    void aLargerAmountWaitsForMoreBlocksAndSaysSo() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, TENTH.multiply(BigInteger.valueOf(4)));
        chain.mine(5);
        String id = claim(node, paid).then().statusCode(202).extract().path("claimId");

        Await.until(
                "it has more on top of it than is usually needed", SOON, () -> waitsFor(node, id, "confirmations") > 4);
        assertThat(balance("node:" + node.id())).isEqualTo("none");
        status(node, id)
                .then()
                .body("state", equalTo("PENDING"))
                .body("waitsFor.what", equalTo("CONFIRMATIONS"))
                .body("waitsFor.needed", equalTo(60))
                .body("evidence.finality", equalTo("60"));

        chain.mine(60);

        awaitState(node, id, "VALID");
        status(node, id).then().body("evidence.finality", equalTo("60")).body("waitsFor", nullValue());
        assertThat(balance("node:" + node.id())).isEqualTo("400000000000000000");
        assertSoundBooks();
    }

    /** The chain mines by itself, too: on a slow machine it may be final before anybody has looked, and then it is tried again. */
    @Test
    void theLargestAmountWaitsUntilAQuorumCallsItsBlockFinal() {
        chain.fail(3, "hang");

        Await.until("a claim was seen that waited for it", SOON, this::waitsUntilItIsFinal);

        chain.heal();
        operator().get("/v1/chain").then().body("finality", containsString("calls its block finalized"));
        assertSoundBooks();
    }

    private boolean waitsUntilItIsFinal() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, TENTH.multiply(BigInteger.valueOf(7)));
        chain.mine(4);
        String id = claim(node, paid).then().statusCode(202).extract().path("claimId");
        Await.until("its block is indexed", SOON, () -> isWaitingForFinality(node, id) || isValid(node, id));
        boolean waited = isWaitingForFinality(node, id)
                && balance("node:" + node.id()).equals("none")
                && isWaitingForFinality(node, id);
        awaitState(node, id, "VALID");
        JsonPath decided = status(node, id).jsonPath();
        assertThat(decided.getString("evidence.finality")).isEqualTo("finalized");
        assertThat(operator().get("/v1/chain").jsonPath().getLong("finalizedHead"))
                .isGreaterThanOrEqualTo(decided.getLong("evidence.height"));
        assertThat(balance("node:" + node.id())).isEqualTo("700000000000000000");
        String bundle =
                signed(node, "GET", "/v1/claims/" + id + "/evidence", "").asString();
        assertThat(EvidenceCheck.check(bundle))
                .isInstanceOfSatisfying(
                        Finding.Verified.class,
                        verified -> assertThat(verified.bundle().rules().confirmations())
                                .isGreaterThanOrEqualTo(8));
        return waited;
    }

    private boolean isWaitingForFinality(TestNode node, String claimId) {
        return "FINALITY".equals(status(node, claimId).jsonPath().getString("waitsFor.what"));
    }

    private boolean isValid(TestNode node, String claimId) {
        return status(node, claimId).jsonPath().getString("state").equals("VALID");
    }

    /** -1 if it waits for something else, or for nothing. */
    private static int waitsFor(TestNode node, String claimId, String member) {
        Integer number =
                signed(node, "GET", "/v1/claims/" + claimId, "").jsonPath().get("waitsFor." + member);
        return number == null ? -1 : number;
    }

    @Test
    void aLargeAmountThatNobodyClaimsIsCreditedAtTheSameDepth() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        chain.pay(wallet, till, TENTH.multiply(BigInteger.valueOf(4)));
        chain.pay(wallet, till, BigInteger.ONE);
        chain.mine(4);
        Await.until(
                "the small one is credited",
                SOON,
                () -> balance("node:" + node.id()).equals("1"));

        chain.mine(60);

        Await.until("both are", SOON, () -> balance("node:" + node.id()).equals("400000000000000001"));
    }
}
