package io.meshplane.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import io.meshplane.chain.Keccak256;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
@QuarkusTestResource(PaymentTestResource.class)
class ClaimPagesTest extends PaymentTestBase {
    @Test
    void pagesAreStableWhileClaimsComeIn() {
        TestNode node = node("");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 4; i++) made.addFirst(claim(node));

        List<String> seen = new ArrayList<>();
        Long next = Long.MAX_VALUE;
        while (next != null) {
            JsonPath page = operator()
                    .get("/v1/networks/" + network + "/claims?limit=1&node=" + node.id() + "&before=" + next)
                    .jsonPath();
            seen.addAll(page.getList("claims.claimId"));
            if (seen.size() == 2) claim(node); // on none of the later pages
            next = page.get("next") == null ? null : page.getLong("next");
        }

        assertThat(seen).isEqualTo(made);
    }

    @Test
    void claimsAreListedByStateForTheirNodeAndForOperators() {
        TestNode node = node("");
        String id = claim(node);

        operator()
                .get("/v1/networks/" + network + "/claims?state=PENDING&limit=5")
                .then()
                .statusCode(200)
                .body("claims.state", everyItem(equalTo("PENDING")));
        operator()
                .get("/v1/networks/" + network + "/claims?state=VALID&node=" + node.id())
                .then()
                .body("claims", hasSize(0));
        operator().get("/v1/networks/" + network + "/claims/" + id).then().body("claimId", equalTo(id));
        signedList(node).body("claims.claimId", equalTo(List.of(id)));
        signedList(node("")).body("claims", hasSize(0));
    }

    @Test
    void anotherNetworksClaimDoesNotExist() {
        String id = claim(node(""));

        given().auth()
                .oauth2(Operators.tokenFor("home"))
                .get("/v1/networks/home/claims/" + id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().auth()
                .oauth2(Operators.tokenFor("home"))
                .get("/v1/networks/" + network + "/claims/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void whatCannotBeListedIsNamed() {
        operator()
                .get("/v1/networks/" + network + "/claims?state=GONE")
                .then()
                .statusCode(400)
                .body("field", equalTo("state"));
        operator()
                .get("/v1/networks/" + network + "/claims?node=*")
                .then()
                .statusCode(400)
                .body("field", equalTo("node"));
        operator()
                .get("/v1/networks/" + network + "/claims?limit=201")
                .then()
                .statusCode(400)
                .body("field", equalTo("limit"));
    }

    private String claim(TestNode node) {
        return claim(node, Keccak256.hash(UUID.randomUUID().toString()))
                .then()
                .statusCode(202)
                .extract()
                .path("claimId");
    }

    private io.restassured.response.ValidatableResponse signedList(TestNode node) {
        return signed(node, "GET", "/v1/claims", "").then().statusCode(200);
    }
}
