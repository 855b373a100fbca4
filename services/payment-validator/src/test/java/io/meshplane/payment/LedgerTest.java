package io.meshplane.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class LedgerTest extends UsageTestBase {
    @Test
    void theLedgerLetsNobodyChangeWhatIsPosted() throws SQLException {
        TestNode seller = node("");
        price(seller, "wlan0", "1000000000");
        report(seller, "wlan0", buyerOf(seller).id().value(), 1, 7);
        awaitBalance("revenue:" + seller.id(), "7");

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String change : List.of(
                    "update transfer set amount = 8",
                    "delete from transfer",
                    "truncate transfer",
                    "delete from transfer_7")) {
                assertThatThrownBy(() -> statement.execute(change)).hasMessageContaining("append-only");
            }
        }
    }

    @Test
    void balancesArePagedByAccountAndAsset() {
        TestNode seller = node("");
        price(seller, "wlan0", "1000000000");
        report(seller, "wlan0", buyerOf(seller).id().value(), 1, 7);
        awaitBalance("revenue:" + seller.id(), "7");
        String accounts = "/v1/networks/" + network + "/accounts";

        String first = operator()
                .get(accounts + "?limit=1")
                .then()
                .body("accounts", hasSize(1))
                .extract()
                .path("accounts[0].account");
        String asset = operator().get(accounts + "?limit=1").path("accounts[0].asset");
        String second = operator()
                .get(accounts + "?limit=1&after=" + first + "&afterAsset=" + asset)
                .path("accounts[0].account");

        assertThat(second).isGreaterThanOrEqualTo(first);
        operator().get(accounts + "?limit=0").then().statusCode(400).body("field", equalTo("limit"));
        operator().get(accounts + "/cash").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts",
                "accounts/treasury",
                "accounts/treasury/entries",
                "claims",
                "audit",
                "divergences",
                "settlement",
                "billed-prices"
            })
    void onlyOperatorsOfTheNetworkSeeItsBooks(String path) {
        given().get("/v1/networks/" + network + "/" + path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        operator().get("/v1/networks/home/" + path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void onlyOperatorsSeeTheChain() {
        given().get("/v1/chain").then().statusCode(401).contentType("application/problem+json");
    }
}
