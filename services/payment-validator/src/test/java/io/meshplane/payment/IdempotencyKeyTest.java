package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class IdempotencyKeyTest extends PaymentTestBase {
    @Inject
    DataSource database;

    @Test
    void theSameRequestGetsTheSameAnswerWhateverHappenedMeanwhile() {
        var wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        String body = claimOf(chain.pay(wallet, till, BigInteger.TEN));
        Response first = claim(node, "\"k-1\"", body);
        first.then().statusCode(202).body("state", equalTo("PENDING"));
        chain.mine(4);
        awaitState(node, first.path("claimId"), "VALID");

        Response again = claim(node, "\"k-1\"", body);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.asString()).isEqualTo(first.asString());
        claim(node, body).then().statusCode(200).body("state", equalTo("VALID"));
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefusedAndNotKept() throws SQLException {
        TestNode node = node("");
        claim(node, "k", claimOf(somewhere())).then().statusCode(202);

        claim(node, "k", claimOf(somewhere()))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:meshplane:problem:key-reused"));

        assertThat(rows(
                        "select count(*) from claim where node_id = ?",
                        node.id().value()))
                .isEqualTo(1);
    }

    @Test
    void aKeyIsOfOneNode() {
        TestNode one = node("");
        TestNode other = node("");
        claim(one, "shared", claimOf(somewhere())).then().statusCode(202);

        claim(other, "shared", claimOf(somewhere())).then().statusCode(202);
    }

    @Test
    void aKeyThatIsInFlightIsAConflictAndFreeAgainWhenItsRequestDies() throws SQLException {
        TestNode node = node("");
        String body = claimOf(somewhere());

        try (Connection other = database.getConnection()) { // as another instance holds it, and then dies
            other.setAutoCommit(false);
            try (PreparedStatement take = other.prepareStatement(
                    "select pg_try_advisory_xact_lock(hashtextextended(? || chr(10) || ?, 7103))")) {
                take.setString(1, node.id().value());
                take.setString(2, "k");
                take.executeQuery();
            }
            claim(node, "k", body).then().statusCode(409).contentType("application/problem+json");
            other.rollback();
        }

        claim(node, "k", body).then().statusCode(202);
    }

    @Test
    void theNewestAnswersAreKept() throws SQLException {
        TestNode node = node("");
        for (int i = 0; i < 5; i++)
            claim(node, "k" + i, claimOf(somewhere())).then().statusCode(202);

        assertThat(rows(
                        "select count(*) from kept_answer where node_id = ?",
                        node.id().value()))
                .isEqualTo(3);
        assertThat(rows(
                        "select count(*) from kept_answer where idempotency_key in ('k2', 'k3', 'k4') and node_id = ?",
                        node.id().value()))
                .isEqualTo(3);
    }

    @Test
    void whatWasRefusedForLackOfRoomMaySucceedLaterWithTheSameKey() throws SQLException {
        TestNode node = node("");
        for (int i = 0; i < 5; i++) claim(node, claimOf(somewhere())).then().statusCode(202);
        String body = claimOf(somewhere());
        claim(node, "k", body).then().statusCode(429);
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from claim where node_id = ?")) {
            delete.setString(1, node.id().value());
            delete.executeUpdate();
        }

        claim(node, "k", body).then().statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"open", "a b", "a,b", "\"a\" \"b\""})
    void whatIsNoKeyIsRefusedByName(String key) {
        claim(node(""), key, claimOf(somewhere()))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("Idempotency-Key"));
    }

    @Test
    void aQuotedKeyIsTheSameAsTheBareOne() {
        TestNode node = node("");
        String body = claimOf(somewhere());
        Response first = claim(node, "8e03978e-40d5", body);

        assertThat(claim(node, "\"8e03978e-40d5\"", body).asString()).isEqualTo(first.asString());
        Await.until("it is one claim", SOON, () -> claim(node, body).statusCode() == 200);
    }

    private long rows(String sql, String parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, parameter);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Hash32 somewhere() {
        return Keccak256.hash(UUID.randomUUID().toString());
    }
}
