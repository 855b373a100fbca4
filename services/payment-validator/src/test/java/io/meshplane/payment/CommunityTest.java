package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalToIgnoringCase;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.contracts.event.TransferCode;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** What is paid to the community's address counts for who paid it, and is proven like what is paid to the network's wallet. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class CommunityTest extends PaymentTestBase {
    @Test
    void aShareForTheCommunityIsCreditedAndReversedLikeAnyPayment() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        chain.mine(3); // so that the wallet's own coin is not taken back
        Transaction share =
                chain.signed(wallet, PaymentTestResource.community(network), BigInteger.valueOf(55), Bytes.EMPTY);
        Hash32 paid = chain.send(share);
        chain.mine(5);

        String id = claimUntil(node, paid, "VALID");

        assertThat(balance("node:" + node.id())).isEqualTo("55");
        assertThat(balance("community")).isEqualTo("-55");
        KafkaProbe.await(
                Topics.LEDGER,
                posted -> posted.getDebitAccount().equals("community")
                        && posted.getCreditAccount().equals("node:" + node.id())
                        && posted.getCode() == TransferCode.TRANSFER_CODE_COMMUNITY,
                SOON);
        int height = status(node, id).path("evidence.height");

        chain.reorganise((int) (chain.height() - height) + 2);

        awaitState(node, id, "REVERSED");
        assertThat(balance("node:" + node.id())).isEqualTo("0");
        assertThat(balance("community")).isEqualTo("0");
        assertSoundBooks();
    }

    @Test
    void aShareThatNobodyClaimedIsFoundToo() {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, PaymentTestResource.community(network), BigInteger.valueOf(7));
        chain.mine(5);

        Await.until("it is credited", SOON, () -> balance("node:" + node.id()).equals("7"));
        operator()
                .get("/v1/networks/" + network + "/payments?unclaimed=true&limit=100")
                .then()
                .body(
                        "payments.find { it.transactionHash == '" + paid + "' }.payment.payee",
                        equalToIgnoringCase(
                                PaymentTestResource.community(network).toString()));
    }
}
