package io.meshplane.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class StatementTest extends PaymentTestBase {
    private static final String COIN = "eip155:7357/slip44:60";
    private static final String JANUARY = "&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z";
    private final NodeId buyer = freshNode();
    private final NodeId seller = freshNode();

    @Inject
    DataSource database;

    @Test
    void bothEndsAreToldTheSameUnderTheServicesSignature() throws SQLException, GeneralSecurityException {
        moved("2025-12-31T23:59:59Z", 100);
        moved("2026-01-01T00:00:00Z", 7);
        moved("2026-01-31T23:59:59Z", 3);
        moved("2026-02-01T00:00:00Z", 1_000);

        JsonPath ofBuyer = statement(buyer);
        JsonPath ofSeller = statement(seller);

        assertThat(ofBuyer.getString("opening")).isEqualTo("-100");
        assertThat(ofBuyer.getString("closing")).isEqualTo("-110");
        assertThat(ofBuyer.getList("lines.debits")).isEqualTo(List.of("10"));
        assertThat(ofSeller.getString("opening")).isEqualTo("100");
        assertThat(ofSeller.getString("closing")).isEqualTo("110");
        assertThat(ofSeller.getList("lines.credits")).isEqualTo(List.of("10"));
        assertThat(ofSeller.getList("lines.transfers")).isEqualTo(List.of("2"));
        assertThat(ofSeller.getList("lines.own")).isEqualTo(ofBuyer.getList("lines.other"));
    }

    @Test
    void aNodeIsToldItsOwnStatementAndNoOthers() {
        TestNode node = node("");
        String query = "asset=" + COIN + JANUARY;

        Response answer = given().headers(node.signedHeaders("GET", "/v1/statements", query, new byte[0]))
                .urlEncodingEnabled(false)
                .get("/v1/statements?" + query);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonPath told = JsonPath.from(answer.jsonPath().getString("statement"));
        assertThat(told.getString("node")).isEqualTo(node.id().value());
        assertThat(told.getString("network")).isEqualTo(network);
        assertThat(told.getString("closing")).isEqualTo("0");
        given().get("/v1/statements?" + query).then().statusCode(401);
    }

    @Test
    void aStatementCanBePrinted() throws SQLException {
        moved("2026-01-05T00:00:00Z", 7);

        operator()
                .accept("text/html")
                .get(path(seller, "asset=" + COIN + JANUARY))
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("node:" + buyer), containsString("Closing"));
    }

    @ParameterizedTest
    @CsvSource({
        "asset, from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
        "asset, asset=coin&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
        "from, asset=eip155:1/slip44:60&from=yesterday&to=2026-02-01T00:00:00Z",
        "to, asset=eip155:1/slip44:60&from=2026-02-01T00:00:00Z&to=2026-02-01T00:00:00Z",
        "to, asset=eip155:1/slip44:60&from=2026-02-01T00:00:00Z&to=9999-02-01T00:00:00Z",
    })
    void whatCannotBeMeantIsRefusedByTheNameOfTheField(String field, String query) {
        operator().get(path(seller, query)).then().statusCode(400).body("field", equalTo(field));
    }

    private JsonPath statement(NodeId node) throws GeneralSecurityException {
        Response answer = operator().accept("application/json").get(path(node, "asset=" + COIN + JANUARY));
        assertThat(answer.statusCode()).isEqualTo(200);
        String text = answer.jsonPath().getString("statement");
        byte[] key = Base64.getDecoder().decode(answer.jsonPath().getString("publicKey"));
        byte[] signature = Base64.getDecoder().decode(answer.jsonPath().getString("signature"));
        assertThat(isSigned(text, key, signature)).isTrue();
        assertThat(isSigned(text + " ", key, signature)).isFalse();
        return JsonPath.from(text);
    }

    private static boolean isSigned(String text, byte[] key, byte[] signature) throws GeneralSecurityException {
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100"); // RFC 8410
        byte[] spki = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, spki, prefix.length, key.length);
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
        ed25519.update(text.getBytes(StandardCharsets.UTF_8));
        return ed25519.verify(signature);
    }

    private String path(NodeId node, String query) {
        return "/v1/networks/" + network + "/statements/" + node + "?" + query;
    }

    /** The buyer paid the seller, at a time that is over. */
    private void moved(String at, long amount) throws SQLException {
        String debit = Account.ofNode(buyer).name();
        String credit = Account.revenueOf(seller).name();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            change(
                    connection,
                    "insert into transfer(transfer_id, network_id, debit_account, credit_account, amount, asset, code,"
                            + " cause_id, posted_at) values (?, ?, ?, ?, " + amount + ", ?, 'USAGE', 'test', '" + at
                            + "')",
                    UUID.randomUUID().toString(),
                    network,
                    debit,
                    credit,
                    COIN);
            String account = "insert into account(network_id, account, asset, debits, credits, entries)"
                    + " values (?, ?, ?, %d, %d, 1) on conflict (network_id, account, asset) do update set"
                    + " debits = account.debits + excluded.debits, credits = account.credits + excluded.credits";
            change(connection, account.formatted(amount, 0), network, debit, COIN);
            change(connection, account.formatted(0, amount), network, credit, COIN);
            connection.commit();
        }
    }

    private static void change(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) statement.setString(i + 1, parameters[i]);
            statement.executeUpdate();
        }
    }

    private static NodeId freshNode() {
        byte[] text = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        return NodeId.ofPublicKey(Arrays.copyOf(text, 32));
    }
}
