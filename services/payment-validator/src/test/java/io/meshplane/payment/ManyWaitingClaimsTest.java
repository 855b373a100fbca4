package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.Wallet;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 100,000 claims that wait for transactions which never come. How long the others take is measured by {@code bench payments}. */
@QuarkusTest
@QuarkusTestResource(PaymentTestResource.class)
class ManyWaitingClaimsTest extends PaymentTestBase {
    private static final int WAITING = 100_000;
    private static final int BLOCKS = 12;
    private static final int READ_MAX = 10_000;

    @Inject
    DataSource database;

    @AfterEach
    void goHome() throws SQLException {
        run("delete from claim where claim_id like 'crowd-%'");
    }

    @Test
    void onlyThoseAreReadWhoseTimeHasCome() throws SQLException {
        gather();
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        long looks = counted("idx_scan");
        long scanned = counted("seq_tup_read");
        long fetched = counted("idx_tup_fetch");

        Hash32 paid = chain.pay(wallet, till, BigInteger.TEN);
        chain.mine(BLOCKS);
        claimUntil(node, paid, "VALID");

        // the server counts a little later, all counters at once
        Await.until("it is counted", SOON, () -> counted("idx_scan") >= looks + BLOCKS);
        assertThat(counted("seq_tup_read") - scanned)
                .as("rows of a table read whole")
                .isLessThan(WAITING);
        assertThat(counted("idx_tup_fetch") - fetched).isLessThan(READ_MAX);
    }

    @Test
    void aPaymentThatHasItsCreditAlreadyIsLookedAtOnce() throws SQLException {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.TEN);
        chain.mine(4);
        Await.until("it is credited", SOON, () -> balance("node:" + node.id()).equals("10"));

        run("update payment set look_at_head = 0 where tx_hash = '" + paid + "'");

        Await.until(
                "nobody has to look at it any more",
                SOON,
                () -> number("select count(*) from payment where look_at_head is not null and tx_hash = '" + paid + "'")
                        == 0);
        assertThat(balance("node:" + node.id())).isEqualTo("10");
    }

    private void gather() throws SQLException {
        Hash32 never = Keccak256.hash(UUID.randomUUID().toString());
        String id = claim(node(""), never).then().statusCode(202).extract().path("claimId");
        Await.until(
                "it waits until its deadline",
                SOON,
                () -> number("select coalesce(look_at_head, 0) from claim where claim_id = '" + id + "'") > 0);
        run("""
                insert into claim overriding user value select copy.* from claim original, generate_series(1, %d) number,
                    lateral jsonb_populate_record(original, jsonb_build_object(
                        'claim_id', 'crowd-' || number, 'tx_hash', '0x' || lpad(to_hex(number), 64, '0'))) copy
                where original.claim_id = '%s'""".formatted(WAITING, id));
        run("vacuum analyze claim");
    }

    private long counted(String counter) throws SQLException {
        return number("select " + counter + " from pg_stat_user_tables where relname = 'claim'");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
