package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.event.VerdictState;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class ChainFaultTest extends PaymentTestBase {

    @AfterEach
    void heal() {
        chain.heal();
        Await.until("all full nodes vote again", SOON, () -> {
            chain.mine(1); // liars need something to prove
            return operator()
                            .get("/v1/chain")
                            .jsonPath()
                            .getList("nodes.findAll { it.votes }")
                            .size()
                    == 4;
        });
    }

    @Test
    void aPaymentIsValidWhileOneNodeLiesAndOneHangs() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        chain.fail(1, "lie");
        chain.fail(2, "hang");

        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(700));
        chain.mine(4);

        claimUntil(node, paid, "VALID");
        assertThat(balance("node:" + node.id())).isEqualTo("700");
        assertSoundBooks();
    }

    @Test
    void aForkOfOneNodesOwnProvesNothingHoweverTrueItsHashes() {
        Wallet liar = chain.freshWallet();
        TestNode cheat = payer(liar);
        Transaction never = chain.signed(liar, till, BigInteger.valueOf(666), Bytes.EMPTY);
        chain.fail(
                3,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", "fork")
                        .put("payment", never.encode().toHex()));
        Wallet wallet = chain.freshWallet();
        TestNode honest = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(700));
        String forged = claim(cheat, never.hash()).path("claimId");
        chain.mine(6);

        claimUntil(honest, paid, "VALID");

        status(cheat, forged).then().body("state", equalTo("PENDING")).body("waitsFor.what", equalTo("TRANSACTION"));
        assertThat(balance("node:" + cheat.id())).isEqualTo("none");
    }

    @Test
    void aPaymentThatTheChainTakesBackIsReversedAndCreditedOnceWhenItReturns() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        chain.mine(3); // so that the wallet's own coin is not taken back
        Transaction payment = chain.signed(wallet, till, BigInteger.valueOf(800), Bytes.EMPTY);
        Hash32 paid = chain.send(payment);
        chain.mine(5);
        String id = claimUntil(node, paid, "VALID");
        int height = status(node, id).path("evidence.height");

        chain.reorganise((int) (chain.height() - height) + 2);

        awaitState(node, id, "REVERSED");
        assertThat(balance("node:" + node.id())).isEqualTo("0");
        KafkaProbe.await(
                Topics.VERDICTS,
                event -> event.getClaimId().equals(id) && event.getState() == VerdictState.VERDICT_STATE_REVERSED,
                SOON);
        chain.send(payment);
        chain.mine(5);
        awaitState(node, id, "VALID");
        assertThat(balance("node:" + node.id())).isEqualTo("800");
        operator()
                .get("/v1/networks/" + network + "/accounts/node:" + node.id() + "/entries")
                .then()
                .body("entries", hasSize(3))
                .body("entries[1].code", equalTo("REVERSAL"));
        assertSoundBooks();
    }

    @Test
    void operatorsSeeANodeThatHangs() {
        chain.fail(2, "hang");

        Await.until(
                "c hangs",
                SOON,
                () -> operator()
                        .get("/v1/chain")
                        .jsonPath()
                        .getString("nodes.find { it.name == 'c' }.state")
                        .equals("HUNG"));

        operator()
                .get("/v1/chain")
                .then()
                .statusCode(200)
                .body("alarm", equalTo("NONE"))
                .body("quorum", equalTo(2));
    }

    @Test
    void operatorsSeeALieWithItsEvidenceAndMayTrustTheNodeAgain() {
        Wallet wallet = chain.freshWallet();
        chain.fail(1, "lie");
        Await.until("b is found out", SOON, () -> {
            chain.pay(wallet, till, BigInteger.ONE);
            return state("b").equals("LYING");
        });

        // the state is in memory at once, the incident on record when its transaction is through
        Await.until(
                "the lie is on record",
                SOON,
                () -> incidents().getString("incidents.find { it.kind == 'LIE' }") != null);
        operator()
                .get("/v1/chain/incidents")
                .then()
                .statusCode(200)
                .body("incidents.find { it.kind == 'LIE' }.node", equalTo("b"))
                .body("incidents.find { it.kind == 'LIE' }.evidence", startsWith("header 0x"));
        operator().post("/v1/chain/nodes/a/release").then().statusCode(404).contentType("application/problem+json");
        operator().post("/v1/chain/nodes/b/release").then().statusCode(204);
        operator().get("/v1/chain/incidents?limit=1").then().body("incidents", hasSize(1));
        operator().get("/v1/chain/incidents?limit=0").then().statusCode(400).body("field", equalTo("limit"));
    }

    @Test
    void aNodeThatSyncsOrServesAnotherChainHasNoVoteAndSaysWhy() {
        chain.fail(0, "syncing");
        chain.fail(3, "wrongChainId");

        Await.until("d is of another chain", SOON, () -> state("d").equals("WRONG_CHAIN"));

        operator()
                .get("/v1/chain")
                .then()
                .body("nodes.find { it.name == 'd' }.votes", equalTo(false))
                .body("nodes.find { it.name == 'd' }.why", equalTo("it serves chain 1"))
                .body("nodes.find { it.name == 'd' }.cure", startsWith("correct its url"));
    }

    private JsonPath incidents() {
        return operator().get("/v1/chain/incidents").jsonPath();
    }

    private String state(String node) {
        return operator().get("/v1/chain").jsonPath().getString("nodes.find { it.name == '" + node + "' }.state");
    }
}
