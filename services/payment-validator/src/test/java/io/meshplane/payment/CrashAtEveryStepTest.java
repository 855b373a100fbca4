package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Transaction;
import io.meshplane.chain.Wallet;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL ends the service's connection at one step of a payment's way, as it does when the process is killed there: before the
 * write to this table, or at the commit of the transaction that wrote to it. Once each; what follows is as after a restart.
 */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class CrashAtEveryStepTest extends PaymentTestBase {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Inject
    DataSource database;

    private String table = "";

    @AfterEach
    void disarm() throws SQLException {
        run("drop trigger if exists crash on " + table);
        run("drop sequence if exists crash_count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claim",
                "block",
                "chain_transaction",
                "payment",
                "inclusion_proof",
                "chain_cursor",
                "credit",
                "transfer",
                "account",
                "outbox",
                "notice"
            })
    void beforeTheWriteEachPaymentIsCreditedOnce(String step) throws SQLException {
        arm(step, "before insert or update on " + step + " for each row");

        creditsOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim", "block", "credit", "outbox", "notice"})
    void atTheCommitEachPaymentIsCreditedOnce(String step) throws SQLException {
        arm(step, "after insert or update on " + step + " deferrable initially deferred for each row");

        creditsOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim", "credit", "transfer", "notice", "chain_cursor", "fallen_payment"})
    void aReversalHappensOnceToo(String step) throws SQLException {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        chain.mine(3);
        Transaction payment = chain.signed(wallet, till, BigInteger.valueOf(800), Bytes.EMPTY);
        Hash32 paid = chain.send(payment);
        chain.mine(5);
        String id = claimUntil(node, paid, "VALID");
        int height = status(node, id).path("evidence.height");
        arm(step, "before insert or update on " + step + " for each row");

        chain.reorganise((int) (chain.height() - height) + 2);

        awaitState(node, id, "REVERSED");
        assertThat(balance("node:" + node.id())).isEqualTo("0");
        chain.send(payment);
        chain.mine(5);
        awaitState(node, id, "VALID");
        assertThat(balance("node:" + node.id())).isEqualTo("800");
        assertThat(crashes()).isGreaterThan(1);
        entries(node, 3);
    }

    private void creditsOnce() throws SQLException {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        Hash32 paid = chain.pay(wallet, till, BigInteger.valueOf(321));
        String id = Await.value("the claim is kept", LONG, () -> {
            Response answer = claim(node, paid);
            return answer.statusCode() / 100 == 2 ? answer.path("claimId") : null;
        });
        chain.mine(4);

        Await.until(
                "it is valid",
                LONG,
                () -> status(node, id).statusCode() == 200
                        && status(node, id).jsonPath().getString("state").equals("VALID"));

        assertThat(crashes()).isGreaterThan(1);
        assertThat(balance("node:" + node.id())).isEqualTo("321");
        entries(node, 1);
    }

    private void entries(TestNode node, int count) {
        operator()
                .get("/v1/networks/" + network + "/accounts/node:" + node.id() + "/entries")
                .then()
                .body("entries", hasSize(count));
        assertSoundBooks();
    }

    private void arm(String step, String when) throws SQLException {
        table = step;
        run("create sequence crash_count"); // a sequence remembers what a transaction that dies forgets
        run("""
                create or replace function crash() returns trigger language plpgsql as $$
                begin
                    if nextval('crash_count') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
                    return new;
                end $$""");
        String kind = when.startsWith("after") ? "create constraint trigger crash " : "create trigger crash ";
        run(kind + when + " execute function crash()");
    }

    /** Above 1: the first write died, and was made again. */
    private long crashes() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("select last_value from crash_count")) {
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
