package io.meshplane.sentinel.adapter.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.meshplane.sentinel.adapter.dns.ServerUnderTest;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and with which words. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class PoolResourceTest {
    private static final String GOOD = """
        {"zone": "mesh.test.", "recordName": "RECORD", "ttlSeconds": 30, "failuresToDown": 3, "successesToUp": 2,
         "members": [{"name": "a", "address": "192.0.2.1", "probeHost": "a.invalid", "probePort": 443},
                     {"name": "b", "address": "192.0.2.2", "probeHost": "b.invalid", "probePort": 443}]}
        """;

    private final String network = Operators.freshNetwork();
    private final String good =
            GOOD.replace("RECORD", ServerUnderTest.freshName().value());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"mesh.test.\"           | \"mesh\"             | recordName",
                "\"recordName\": \"       | \"recordName\": \"_epoch. | recordName",
                "\"mesh.test.\"           | 5                    | zone",
                "\"mesh.test.\"           | null                 | zone",
                "\"mesh.test.\"           | \"_a.test\"          | zone",
                "\"ttlSeconds\": 30       | \"ttlSeconds\": 0    | ttlSeconds",
                "\"ttlSeconds\": 30       | \"ttlSeconds\": 86401 | ttlSeconds",
                "\"ttlSeconds\": 30       | \"ttlSeconds\": \"30\" | ttlSeconds",
                "\"ttlSeconds\": 30       | \"ttlSeconds\": 30.5 | ttlSeconds",
                "\"ttlSeconds\": 30       | \"ttl\": 30          | ttl",
                "\"failuresToDown\": 3    | \"failuresToDown\": 101 | failuresToDown",
                "\"successesToUp\": 2     | \"successesToUp\": 0 | successesToUp",
                "\"successesToUp\": 2     | \"successesToUp\": 2, \"quorum\": 65 | quorum",
                "\"failuresToDown\"      | \"serving\": {\"mode\": \"SOME\"}, \"failuresToDown\" | serving.mode",
                "\"failuresToDown\"      | \"serving\": {\"unstableTtlSeconds\": 31}, \"failuresToDown\" |"
                        + " serving.unstableTtlSeconds",
                "\"failuresToDown\"      | \"serving\": {\"service\": \"ssh\"}, \"failuresToDown\" | serving.service",
                "\"failuresToDown\"      | \"serving\": {\"form\": \"ALIAS\"}, \"failuresToDown\" |"
                        + " members[0].serviceHost",
                "\"failuresToDown\"      | \"serving\": {\"form\": \"ALIAS\", \"mode\": \"ACTIVE_ACTIVE\"},"
                        + " \"failuresToDown\" | serving.form",
                "\"name\": \"b\"          | \"region\": \"eu\", \"name\": \"b\" | members[1].region",
                "\"name\": \"b\"          | \"checks\": [{\"kind\": \"PING\"}], \"name\": \"b\" |"
                        + " members[1].checks[0].kind",
                "\"name\": \"b\"          | \"checks\": [{\"kind\": \"TLS\"}], \"name\": \"b\" |"
                        + " members[1].checks[0].serverName",
                "\"name\": \"b\"          | \"checks\": [{\"kind\": \"HTTP\", \"path\": \"x\"}], \"name\": \"b\" |"
                        + " members[1].checks[0].path",
                "\"name\": \"b\"          | \"checks\": [{\"kind\": \"DNS\", \"port\": 0}], \"name\": \"b\" |"
                        + " members[1].checks[0].port",
                "\"name\": \"b\"          | \"weight\": 0, \"name\": \"b\" | members[1].weight",
                "\"name\": \"b\"          | \"servicePort\": 5, \"name\": \"b\" | members[1].serviceHost",
                "\"name\": \"b\"          | \"name\": \"a\"      | members[1].name",
                "\"name\": \"b\"          | \"name\": \"B_\"     | members[1].name",
                "192.0.2.2                | 192.0.2.1            | members[1].address",
                "192.0.2.2                | b.mesh.test          | members[1].address",
                "192.0.2.2                | 0.0.0.0              | members[1].address",
                "b.invalid                | b/../c               | members[1].probeHost",
                "b.invalid                | 169.254.169.254      | members[1].probeHost",
                "\"b.invalid\", \"probePort\": 443 | \"b.invalid\", \"probePort\": 65536 | members[1].probePort",
                "\"probeHost\": \"b.invalid\", | `` | members[1].probeHost",
            })
    void namesTheFieldThatIsAtFault(String from, String to, String field) {
        String bad = good.replace(from, to);

        put(bad).statusCode(400).contentType("application/problem+json").body("field", equalTo(field));

        operator().get(path()).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MAINTENANCE   | SLEEPING | kind",
                "\"minutes\": 5 | \"minutes\": 0 | minutes",
                "\"minutes\": 5 | \"minutes\": 43201 | minutes",
                "new kernel    | ` `      | reason",
            })
    void namesTheFieldOfAnOverrideThatIsAtFault(String from, String to, String field) {
        put(good).statusCode(201);
        String said = "{\"kind\": \"MAINTENANCE\", \"reason\": \"new kernel\", \"minutes\": 5}";

        operator()
                .body(said.replace(from, to))
                .put(path() + "/members/a/override")
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
        operator().get(path()).then().body("members[0].override", equalTo(null));
        operator().body(said).put(path() + "/members/nobody/override").then().statusCode(404);
        operator().delete(path()).then().statusCode(200);
    }

    @Test
    void refusesAZoneThatItDoesNotWrite() {
        put(good.replace("mesh.test.", "other.test."))
                .statusCode(400)
                .body("field", equalTo("zone"))
                .body("detail", equalTo("this service does not write that zone"));
    }

    @Test
    void refusesAZonesOwnName() {
        put(GOOD.replace("RECORD", "Mesh.Test"))
                .statusCode(400)
                .body("field", equalTo("recordName"))
                .body("detail", equalTo("is a zone's own name; a name below it is expected"));
    }

    @Test
    void refusesTooManyMembersAndNone() {
        StringBuilder many = new StringBuilder();
        for (int i = 1; i <= 17; i++) {
            many.append("""
                {"name": "m%1$d", "address": "192.0.2.%1$d", "probeHost": "h", "probePort": 1},\
                """.formatted(i));
        }
        String start = good.substring(0, good.indexOf('[') + 1);

        put(start + many.substring(0, many.length() - 1) + "]}").statusCode(400).body("field", equalTo("members"));
        put(start + "]}").statusCode(400).body("field", equalTo("members"));
        put(start + "null]}").statusCode(400).body("field", equalTo("members[0]"));
    }

    @Test
    void refusesWhatIsNoJsonObject() {
        put("{\"zone\": ").statusCode(400).contentType("application/problem+json");
        put("[]").statusCode(400).contentType("application/problem+json");
        put("null").statusCode(400).contentType("application/problem+json");
        put("").statusCode(400).contentType("application/problem+json");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        put("{\"zone\": \"" + "a".repeat(300_000) + "\"}").statusCode(413).contentType("application/problem+json");
    }

    @Test
    void refusesAnotherAnswerToDryRunThanYesOrNo() {
        operator()
                .queryParam("dryRun", "perhaps")
                .body(good)
                .put(path())
                .then()
                .statusCode(400)
                .body("field", equalTo("dryRun"));
    }

    @Test
    void refusesTheRecordOfAnotherNetworksPool() {
        put(good).statusCode(201);
        String other = Operators.freshNetwork();

        given().auth()
                .oauth2(Operators.tokenFor(other))
                .contentType("application/json")
                .body(good)
                .put("/v1/networks/" + other + "/pools/mine")
                .then()
                .statusCode(409)
                .body("detail", equalTo("the record is another pool's"));

        operator().delete(path()).then().statusCode(200);
    }

    @Test
    void refusesToMoveAPoolToAnotherRecord() {
        put(good).statusCode(201);

        put(GOOD.replace("RECORD", ServerUnderTest.freshName().value())).statusCode(409);

        operator().delete(path()).then().statusCode(200);
    }

    @Test
    void asksForAToken() {
        given().contentType("application/json")
                .body(good)
                .put(path())
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        given().auth().oauth2("nonsense").get(path()).then().statusCode(401);
    }

    @Test
    void knowsNoNetworkThatTheTokenDoesNotName() {
        given().auth()
                .oauth2(Operators.tokenFor(network))
                .get("/v1/networks/" + Operators.freshNetwork() + "/pools")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void knowsNoPoolThatIsNotThere() {
        operator().get(path()).then().statusCode(404);
        operator().delete(path()).then().statusCode(404);
        operator().get("/v1/networks/" + network + "/pools/No_Label").then().statusCode(404);
        operator()
                .queryParam("limit", 0)
                .get("/v1/networks/" + network + "/pools")
                .then()
                .statusCode(400);
    }

    private ValidatableResponse put(String body) {
        return operator().body(body).put(path()).then();
    }

    private String path() {
        return "/v1/networks/" + network + "/pools/exit";
    }

    private RequestSpecification operator() {
        return given().auth().oauth2(Operators.tokenFor(network)).contentType("application/json");
    }
}
