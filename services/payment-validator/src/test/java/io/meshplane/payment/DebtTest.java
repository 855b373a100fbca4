package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.meshplane.contracts.event.AuditJudged;
import io.meshplane.contracts.event.DebtCrossed;
import io.meshplane.contracts.event.DebtStage;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class DebtTest extends UsageTestBase {
    private static final long TENTH = 100_000_000_000_000_000L;

    @Test
    void oneCrossingMakesOneEventAndOperatorsSeeWhoShouldPayWhom() {
        TestNode seller = seller();
        TestNode buyer = buyerOf(seller);

        send(seller, buyer, 2); // 0.2 coins: below the first threshold
        awaitRevenue(seller, 2);
        send(seller, buyer, 3);
        send(seller, buyer, 4);
        awaitRevenue(seller, 4);
        send(seller, buyer, 31);
        awaitRevenue(seller, 31);

        KafkaProbe.await(Topics.DEBTS, event -> isOf(buyer, event) && event.getRevision() == 2, SOON);
        List<DebtCrossed> crossed = KafkaProbe.now(Topics.DEBTS, event -> isOf(buyer, event)).stream()
                .map(seen -> seen.value())
                .toList();
        assertThat(crossed.stream().map(DebtCrossed::getStage))
                .containsExactly(DebtStage.DEBT_STAGE_PAY, DebtStage.DEBT_STAGE_ENFORCE);
        operator()
                .get("/v1/networks/" + network + "/settlement")
                .then()
                .statusCode(200)
                .body("proposals.payer", hasItem(buyer.id().value()))
                .body(
                        "proposals.find { it.payer == '" + buyer.id() + "' }.payee",
                        equalTo(seller.id().value()));
        assertSoundBooks();
    }

    @Test
    void theAuditFindsABalanceThatIsNotTheSumOfItsEntries() throws SQLException {
        TestNode seller = seller();
        send(seller, buyerOf(seller), 1);
        awaitRevenue(seller, 1);

        AuditJudged found;
        change("update account set credits = credits + 1 where account = 'revenue:" + seller.id() + "'");
        try {
            found = KafkaProbe.await(
                            Topics.AUDITS, event -> event.getNetworkId().equals(network) && !event.getSound(), SOON)
                    .value();
        } finally {
            change("update account set credits = credits - 1 where account = 'revenue:" + seller.id() + "'");
        }

        assertThat(found.getDriftingBalances()).isEqualTo(1);
        assertThat(found.getUnbalancedAssetsList()).containsExactly("eip155:7357/slip44:60");
        KafkaProbe.await(Topics.AUDITS, event -> event.getNetworkId().equals(network) && event.getSound(), SOON);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private static boolean isOf(TestNode node, DebtCrossed event) {
        return event.getNodeId().equals(node.id().value());
    }

    private void awaitRevenue(TestNode seller, long tenths) {
        BigInteger amount = BigInteger.valueOf(TENTH).multiply(BigInteger.valueOf(tenths));
        awaitBalance("revenue:" + seller.id(), amount.toString());
    }

    /** A seller whose price is a tenth of a coin a byte. */
    private TestNode seller() {
        TestNode seller = node("");
        price(seller, "wlan0", TENTH + "000000000");
        return seller;
    }

    private void send(TestNode seller, TestNode buyer, long bytes) {
        report(seller, "wlan0", buyer.id().value(), 1, bytes);
    }
}
