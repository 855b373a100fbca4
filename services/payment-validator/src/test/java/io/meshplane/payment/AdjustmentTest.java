package io.meshplane.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class AdjustmentTest extends PaymentTestBase {
    private final String id = UUID.randomUUID().toString();

    @Test
    void movesAnAmountOnceHoweverOftenItIsAskedForAndKeepsTheReason() {
        TestNode node = node("");
        String request = request("revenue:" + node.id(), "12", "refund of March");

        ask(request).then().statusCode(201).body("state", equalTo("MOVED"));
        ask(request).then().statusCode(200).body("state", equalTo("MOVED"));
        ask(request("revenue:" + node.id(), "13", "refund of March")).then().statusCode(409);

        assertThat(balance("revenue:" + node.id())).isEqualTo("12");
        operator()
                .get(path() + "?limit=1000")
                .then()
                .body("adjustments.find { it.id == '" + id + "' }.reason", equalTo("refund of March"));
        operator()
                .get("/v1/networks/" + network + "/accounts/revenue:" + node.id() + "/entries")
                .then()
                .body("entries.code", hasItem("ADJUSTMENT"))
                .body("entries[0].causeId", equalTo(id));
        assertSoundBooks();
    }

    @ParameterizedTest
    @CsvSource({
        "cash, 1, why, creditAccount",
        "suspense, 1.5, why, amount",
        "suspense, 1, ' ', reason",
        "suspense, 0, why, amount",
        "treasury, 1, why, creditAccount"
    })
    void whatCannotBeMeantIsRefusedAndMovesNothing(String credit, String amount, String reason, String field) {
        ask(request(credit, amount, reason)).then().statusCode(400).body("field", equalTo(field));

        operator()
                .get(path() + "?limit=1000")
                .then()
                .body("adjustments.findAll { it.id == '" + id + "' }.size()", equalTo(0));
    }

    @Test
    void nothingOfThatIdCannotBeApproved() {
        operator().post(path() + "/" + id + "/approve").then().statusCode(404);
    }

    private Response ask(String body) {
        return operator().contentType("application/json").body(body).post(path());
    }

    private String path() {
        return "/v1/networks/" + network + "/adjustments";
    }

    private String request(String credit, String amount, String reason) {
        return "{\"id\":\"%s\",\"debitAccount\":\"treasury\",\"creditAccount\":\"%s\",\"amount\":\"%s\",\"asset\":\"%s\",\"reason\":\"%s\"}"
                .formatted(id, credit, amount, "eip155:7357/slip44:60", reason);
    }
}
