package io.meshplane.ingest;

import static io.meshplane.ingest.Uploads.uploaded;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import io.meshplane.contracts.event.NodeRole;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.meshplane.testkit.stack.TestNodes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class TelemetryTest {
    private static final long BOOT = 0xfedc_ba98_7654_3210L;

    private final String network = Operators.freshNetwork();
    private final TestNode node = TestNodes.enrol(network, NodeRole.NODE_ROLE_RELAY);

    @Test
    void showsTheNewestUploadAlthoughALateOneCameAfterIt() {
        uploaded(node, BOOT, 2);
        uploaded(node, BOOT, 1);

        operator(network)
                .get(
                        "/v1/networks/{n}/nodes/{node}/metrics/latest",
                        network,
                        node.id().value())
                .then()
                .statusCode(200)
                .body("bootId", equalTo("18364758544493064720"))
                .body("sequence", equalTo("2"))
                .body("lastSampleAt", equalTo("2023-11-14T22:13:25Z"))
                .body("ageSeconds", lessThan(60))
                .body("stale", equalTo(false))
                .body("sampledAt", contains("2023-11-14T22:13:20Z", "2023-11-14T22:13:25Z"))
                .body("series[0].name", equalTo("interface_sent_bytes_total"))
                .body("series[0].labels.interface", equalTo("wlan0"))
                .body("series[0].values", contains(2.0f, 2.5f))
                .body("series[1].values", contains(null, "Infinity"));
    }

    @Test
    void listsTheCursorsOfTheNetworkAPageAtATime() {
        TestNode second = TestNodes.enrol(network, NodeRole.NODE_ROLE_CLIENT);
        uploaded(node, BOOT, 4);
        uploaded(second, 5, 1);
        List<String> ids =
                Stream.of(node, second).map(n -> n.id().value()).sorted().toList();
        Await.until(
                "both cursors are read",
                Uploads.DEADLINE,
                () -> operator(network)
                                .get("/v1/networks/{n}/nodes", network)
                                .jsonPath()
                                .getList("nodes")
                                .size()
                        == 2);

        operator(network)
                .get("/v1/networks/{n}/nodes?limit=1", network)
                .then()
                .statusCode(200)
                .body("nodes.nodeId", contains(ids.getFirst()));
        operator(network)
                .get("/v1/networks/{n}/nodes?after={id}", network, ids.getFirst())
                .then()
                .body("nodes.nodeId", contains(ids.getLast()));
        operator(network)
                .get("/v1/networks/{n}/nodes", network)
                .then()
                .body("nodes.find { it.nodeId == '" + node.id() + "' }.sequence", equalTo("4"))
                .body("nodes.find { it.nodeId == '" + node.id() + "' }.missing", equalTo("3"))
                .body("nodes.find { it.nodeId == '" + node.id() + "' }.lastHeardAt", notNullValue());
    }

    @Test
    void knowsNoUploadOfANodeThatWasNeverHeard() {
        operator(network)
                .get(
                        "/v1/networks/{n}/nodes/{node}/metrics/latest",
                        network,
                        node.id().value())
                .then()
                .statusCode(404);
        operator(network)
                .get("/v1/networks/{n}/nodes/{node}/metrics/latest", network, "nobody")
                .then()
                .statusCode(404);
        operator(network).get("/v1/networks/{n}/nodes", network).then().body("nodes", empty());
    }

    @Test
    void hidesNodesOfAnotherNetwork() {
        uploaded(node, BOOT, 1);
        String foreign = Operators.freshNetwork();

        operator(foreign).get("/v1/networks/{n}/nodes", network).then().statusCode(404);
        operator(foreign)
                .get(
                        "/v1/networks/{n}/nodes/{node}/metrics/latest",
                        foreign,
                        node.id().value())
                .then()
                .statusCode(404);
    }

    @Test
    void asksForAToken() {
        given().get("/v1/networks/{n}/nodes", network).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void refusesAPageOfNoneOrTooMany() {
        for (String limit : List.of("0", "1001")) {
            operator(network)
                    .get("/v1/networks/{n}/nodes?limit={l}", network, limit)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("limit"));
        }
    }

    private static RequestSpecification operator(String network) {
        return given().auth().oauth2(Operators.tokenFor(network));
    }
}
