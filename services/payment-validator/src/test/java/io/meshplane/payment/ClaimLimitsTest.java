package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A node can keep a bounded number of claims; {@link PaymentTestResource} lets 5 wait and keeps 3 refused ones. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class ClaimLimitsTest extends PaymentTestBase {
    private static final int OTHER_CHAIN = 100;

    @Inject
    DataSource database;

    @Test
    void aClaimOnAChainThatIsNotFollowedIsRefusedAndNotKept() throws SQLException {
        TestNode node = node("");

        Response answer = claimOn(OTHER_CHAIN, node, somewhere());

        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("chainId"))
                .body("detail", containsString("7357"));
        assertThat(claimsOf(node)).isZero();
    }

    @Test
    void oneClaimMoreThanMayWaitIsTurnedAwayAndNotKept() throws SQLException {
        TestNode node = node("");
        List<Hash32> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) waiting.add(somewhere());
        for (Hash32 each : waiting) claim(node, each).then().statusCode(202);

        Response answer = claim(node, somewhere());

        answer.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "60")
                .body("type", equalTo("urn:meshplane:problem:too-many"));
        assertThat(claimsOf(node)).isEqualTo(5);
        claim(node, waiting.getFirst()).then().statusCode(200);
        claim(node(""), somewhere()).then().statusCode(202);
    }

    @Test
    void aVerdictMakesRoom() throws SQLException {
        Wallet wallet = chain.freshWallet();
        TestNode node = payer(wallet);
        for (int i = 0; i < 4; i++) claim(node, somewhere()).then().statusCode(202);
        Hash32 paid = chain.pay(wallet, till, BigInteger.ONE);
        chain.mine(4);

        claimUntil(node, paid, "VALID");

        claim(node, somewhere()).then().statusCode(202);
        assertThat(claimsOf(node)).isEqualTo(6);
    }

    @Test
    void anExpiredClaimStartsOverOnlyWhereThereIsRoom() throws SQLException {
        TestNode node = node("");
        Hash32 expired = somewhere();
        String id = claim(node, expired).then().statusCode(202).extract().path("claimId");
        change("update claim set state = 'INVALID', reason = 'EXPIRED', revision = 1 where claim_id = ?", id);
        for (int i = 0; i < 5; i++) claim(node, somewhere()).then().statusCode(202);

        claim(node, expired).then().statusCode(429);

        status(node, id).then().body("state", equalTo("INVALID"));
    }

    @Test
    void ofRefusedClaimsTheNewestAreKept() throws SQLException {
        TestNode node = node("");
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id =
                    claim(node, somewhere()).then().statusCode(202).extract().path("claimId");
            change("update claim set state = 'INVALID', reason = 'NOT_TO_US', revision = 1 where claim_id = ?", id);
            refused.add(id);
        }

        String waiting =
                claim(node, somewhere()).then().statusCode(202).extract().path("claimId");

        for (String old : refused.subList(0, 2)) status(node, old).then().statusCode(404);
        for (String kept : refused.subList(2, 5)) status(node, kept).then().statusCode(200);
        status(node, waiting).then().body("state", equalTo("PENDING"));
    }

    @Test
    void claimsOfAChainThatIsNotFollowedAnyMoreWaitAndTakeNoRoom() throws SQLException {
        TestNode node = node("");
        List<String> old = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String id =
                    claim(node, somewhere()).then().statusCode(202).extract().path("claimId");
            change("update claim set chain_id = " + OTHER_CHAIN + " where claim_id = ?", id);
            old.add(id);
        }

        claim(node, somewhere()).then().statusCode(202);

        status(node, old.getFirst())
                .then()
                .statusCode(200)
                .body("state", equalTo("PENDING"))
                .body("chainId", equalTo(OTHER_CHAIN))
                .body("waitsFor.what", equalTo("CHAIN"));
    }

    private Response claimOn(int chainId, TestNode node, Hash32 transaction) {
        return claim(node, "{\"chainId\":" + chainId + ",\"transactionHash\":\"" + transaction + "\"}");
    }

    /** A transaction that is in no block. */
    private static Hash32 somewhere() {
        return Keccak256.hash(UUID.randomUUID().toString());
    }

    private boolean looked(String claimId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select 1 from claim where claim_id = ? and look_at_head is distinct from 0")) {
            query.setString(1, claimId);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private long claimsOf(TestNode node) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement("select count(*) from claim where node_id = ?")) {
            count.setString(1, node.id().value());
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** What time or an operator would change, once the service has looked at the claim: while it does, it holds the row. */
    private void change(String sql, String claimId) throws SQLException {
        Await.until("the service has looked at it", SOON, () -> looked(claimId));
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, claimId);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
