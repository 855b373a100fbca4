package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Erc20;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.chain.evidence.Conclusion;
import io.meshplane.chain.evidence.EvidenceCheck;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Whatever the verdict is, a third party verifies it. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class VerdictEvidenceTest extends PaymentTestBase {
    private static final Address TOKEN = Address.fromHex("0x7357000000000000000000000000000000007357");

    @Test
    void aTransactionThatPaysOthersIsShownToPayNoneOfUs() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, TestBlocks.wallet("elsewhere").address(), BigInteger.ONE);
        chain.mine(4);

        String bundle = bundleOf(node, claimUntil(node, paid, "INVALID"));

        Finding.Verified verified = verified(bundle, Conclusion.NOT_TO_US, paid);
        assertThat(verified.verdict().orElseThrow().payees())
                .containsExactlyInAnyOrder(till, PaymentTestResource.community(network));
        assertThat(verified.bundle().rules().confirmations()).isEqualTo(4);
        String other = PaymentTestResource.till("another").toLowerHex();
        assertThat(EvidenceCheck.check(bundle.replace(till.toLowerHex(), other)))
                .isInstanceOf(Finding.Refuted.class);
    }

    @Test
    void aTransactionThatFailedIsShownByItsReceipt() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 failed = chain.send(
                chain.signed(wallet, TOKEN, BigInteger.ZERO, Erc20.transferCall(till, BigInteger.valueOf(77))));
        chain.mine(5);

        verified(bundleOf(node, claimUntil(node, failed, "INVALID")), Conclusion.REVERTED, failed);
    }

    @Test
    void aCallThatShowsNoPaymentIsShownToHaveRunCode() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Address contract = TestBlocks.wallet("contract").address();
        Hash32 call = chain.send(chain.signed(wallet, contract, BigInteger.ONE, Bytes.of(new byte[] {1, 2, 3, 4})));
        chain.mine(5);

        verified(bundleOf(node, claimUntil(node, call, "UNSUPPORTED")), Conclusion.UNSUPPORTED, call);
    }

    @Test
    void aReversalShowsThePaymentAndTheBlockInItsPlace() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        chain.mine(3);
        Transaction payment = chain.signed(wallet, till, BigInteger.valueOf(800), Bytes.EMPTY);
        Hash32 paid = chain.send(payment);
        chain.mine(5);
        String id = claimUntil(node, paid, "VALID");
        int height = status(node, id).path("evidence.height");
        String before = status(node, id).path("evidence.blockHash");

        chain.reorganise((int) (chain.height() - height) + 2);
        chain.mine(6);
        awaitState(node, id, "REVERSED");

        String bundle = bundleOf(node, id);
        Finding.Verified verified = verified(bundle, Conclusion.REVERSED, paid);
        assertThat(verified.height()).isEqualTo(height);
        assertThat(Keccak256.hash(verified.bundle().headers().getFirst())).hasToString(before);
        assertThat(verified.blockHash().toString()).isNotEqualTo(before);
        assertThat(verified.bundle().payments())
                .singleElement()
                .satisfies(fallen -> assertThat(fallen.amount()).isEqualTo(800));
        operator()
                .get("/v1/networks/" + network + "/payments/" + paid + "/evidence")
                .then()
                .statusCode(200)
                .body(containsString("\"conclusion\":\"REVERSED\""));

        chain.send(payment);
        chain.mine(5);
        awaitState(node, id, "VALID");
        verified(bundleOf(node, id), Conclusion.PAID, paid);
    }

    @Test
    void aDeadlineThatPassedIsAttestedByTheLastBlock() {
        TestNode node = node("");
        Hash32 never = Keccak256.hash("never sent by " + node.id());
        String id = claim(node, never).then().statusCode(202).extract().path("claimId");
        evidence(node, id).then().statusCode(409).contentType("application/problem+json");

        chain.mine(PaymentTestResource.DEADLINE_BLOCKS);
        awaitState(node, id, "INVALID");

        Finding.Verified verified = verified(bundleOf(node, id), Conclusion.EXPIRED, never);
        long claimedAt = verified.verdict().orElseThrow().claimedAt();
        assertThat(verified.height() - claimedAt).isGreaterThanOrEqualTo(PaymentTestResource.DEADLINE_BLOCKS);
    }

    @Test
    void operatorsGetTheSameBundleAndStrangersNone() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, TestBlocks.wallet("elsewhere").address(), BigInteger.TWO);
        chain.mine(4);
        String id = claimUntil(node, paid, "INVALID");
        String bundle = bundleOf(node, id);

        String seen = operator()
                .get("/v1/networks/" + network + "/claims/" + id + "/evidence")
                .asString();

        assertThat(seen).isEqualTo(bundle);
        evidence(node(""), id).then().statusCode(404).contentType("application/problem+json");
    }

    private static Finding.Verified verified(String bundle, Conclusion conclusion, Hash32 transaction) {
        assertThat(EvidenceCheck.check(bundle)).isInstanceOfSatisfying(Finding.Verified.class, verified -> {
            assertThat(verified.conclusion()).isEqualTo(conclusion);
            assertThat(verified.bundle().transaction()).isEqualTo(transaction);
        });
        return (Finding.Verified) EvidenceCheck.check(bundle);
    }

    private static Response evidence(TestNode node, String claimId) {
        return signed(node, "GET", "/v1/claims/" + claimId + "/evidence", "");
    }

    /** Once the block was read again. */
    private static String bundleOf(TestNode node, String claimId) {
        return Await.value("there is evidence", SOON, () -> {
            Response answer = evidence(node, claimId);
            return answer.statusCode() == 200 ? answer.asString() : null;
        });
    }
}
