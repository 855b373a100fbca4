package io.meshplane.route;

import static io.meshplane.route.LiveNetwork.DEADLINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNodes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class RouteTest {
    private static final byte[] NO_BODY = new byte[0];

    private final LiveNetwork network = new LiveNetwork();

    @Test
    void makesARouteWithAPriceOutOfLinks() {
        network.price(network.relay, "250");
        network.linkUp();

        JsonPath route = network.awaitRoute(
                network.client, "a route with a price", found -> "250".equals(found.getString("price")));

        assertThat(route.getString("gatewayId")).isEqualTo(network.gateway.id().value());
        assertThat(route.getLong("metric")).isEqualTo(396);
        assertThat(route.getLong("latencyMicros")).isEqualTo(2_000);
        assertThat(route.getString("asset")).isEqualTo(LiveNetwork.ASSET);
        assertThat(route.getList("hops.from", String.class))
                .containsExactly(network.client.id().value(), network.relay.id().value());
        assertThat(route.getList("hops.price", String.class)).containsExactly(null, "250");
        assertThat(route.getList("hops.cost", Integer.class)).containsExactly(300, 96);
        RouteChosen event = KafkaProbe.await(
                        Topics.ROUTES,
                        chosen -> isOf(chosen, network.client.id().value())
                                && chosen.getPrice().equals("250"),
                        DEADLINE)
                .value();
        assertThat(event.getHopsList()).hasSize(2);
    }

    @Test
    void takesTheRouteAwayWhenALinkGoesDown() {
        network.linkUp();
        network.awaitReachable(network.client);

        network.link(network.relay, "fe80::a1", network.gateway, "fe80::91", 65_535);

        network.awaitRoute(network.client, "no route", found -> !found.getBoolean("reachable"));
        KafkaProbe.await(
                Topics.ROUTES, chosen -> isOf(chosen, network.client.id().value()) && !chosen.getReachable(), DEADLINE);
    }

    @Test
    void publishesNothingForReportsThatSayNothingNew() {
        network.linkUp();
        network.awaitReachable(network.client);
        network.linkUp();
        network.linkUp();

        network.price(network.relay, "7"); // the marker: what came before it has been dealt with
        KafkaProbe.await(
                Topics.ROUTES,
                chosen -> isOf(chosen, network.client.id().value())
                        && chosen.getPrice().equals("7"),
                DEADLINE);

        assertThat(KafkaProbe.now(
                        Topics.ROUTES,
                        chosen -> isOf(chosen, network.gateway.id().value())))
                .hasSize(1);
    }

    @Test
    void leavesOutPoisonOnTheLinksAndGoesOn() {
        String key = network.client.id() + "/wlan0/fe80::a1";
        KafkaProbe.sendRaw(Topics.LINKS.name(), key, new byte[] {(byte) 0xff}, Map.of());
        KafkaProbe.sendRaw(
                Topics.LINKS.name(),
                key,
                LinkObserved.newBuilder().setCost(99_999).build().toByteArray(),
                Map.of());
        network.linkUp();

        assertThat(network.awaitReachable(network.client).getLong("metric")).isEqualTo(396);
    }

    @Test
    void listsRoutesAPageAtATime() {
        network.linkUp();
        network.awaitReachable(network.client);
        List<String> ids = Stream.of(network.client, network.relay, network.gateway)
                .map(node -> node.id().value())
                .sorted()
                .toList();

        network.operator()
                .get("/v1/networks/{n}/routes?limit=2", network.id)
                .then()
                .statusCode(200)
                .body("routes.nodeId", contains(ids.get(0), ids.get(1)));
        network.operator()
                .get("/v1/networks/{n}/routes?after={id}", network.id, ids.get(1))
                .then()
                .body("routes.nodeId", contains(ids.get(2)))
                .body("routes.reachable", everyItem(equalTo(true)));
    }

    @Test
    void listsLinksWithWhatTheyComeTo() {
        network.linkUp();
        network.awaitReachable(network.client);

        String firstKey = network.operator()
                .get("/v1/networks/{n}/links?limit=1", network.id)
                .jsonPath()
                .getString("links[0].key");
        network.operator()
                .get("/v1/networks/{n}/links?after={key}", network.id, firstKey)
                .then()
                .statusCode(200)
                .body("links.size()", equalTo(3))
                .body("links.status", everyItem(equalTo("USABLE")));
        network.operator()
                .get("/v1/networks/{n}/links?after=nonsense", network.id)
                .then()
                .statusCode(400)
                .body("field", equalTo("after"));
    }

    @Test
    void tellsANodeItsOwnRouteAndOnceOnly() {
        network.linkUp();
        network.awaitReachable(network.client);

        String tag = given().headers(network.client.signedHeaders("GET", "/v1/route", "", NO_BODY))
                .get("/v1/route")
                .then()
                .statusCode(200)
                .body("nodeId", equalTo(network.client.id().value()))
                .body("metric", equalTo(396))
                .extract()
                .header("ETag");

        given().headers(network.client.signedHeaders("GET", "/v1/route", "", NO_BODY))
                .header("If-None-Match", tag)
                .get("/v1/route")
                .then()
                .statusCode(304);
        String path = "/v1/networks/" + network.id + "/routes/" + network.client.id();
        String explained = network.operator().get(path).header("ETag"); // of more than the route: of its runner-up, too
        network.operator().header("If-None-Match", explained).get(path).then().statusCode(304);
        given().get("/v1/route").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void hidesOtherNetworksAndUnknownNodes() {
        LiveNetwork other = new LiveNetwork();
        other.linkUp();
        other.awaitReachable(other.client);

        network.operator().get("/v1/networks/{n}/routes", other.id).then().statusCode(404);
        network.operator().get("/v1/networks/{n}/links", other.id).then().statusCode(404);
        network.operator()
                .get(
                        "/v1/networks/{n}/routes/{node}",
                        network.id,
                        other.client.id().value())
                .then()
                .statusCode(404);
        network.operator()
                .get("/v1/networks/{n}/routes/{node}", network.id, "nobody")
                .then()
                .statusCode(404);
    }

    @Test
    void asksForAToken() {
        given().get("/v1/networks/{n}/routes", network.id)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void ignoresLinksOfNodesFromAnotherNetwork() {
        network.linkUp();
        network.awaitReachable(network.client);
        String stranger = TestNodes.enrol(Operators.freshNetwork(), NodeRole.NODE_ROLE_GATEWAY)
                .id()
                .value();
        LinkObserved claim = LinkObserved.newBuilder()
                .setNetworkId(network.id)
                .setNodeId(stranger)
                .setInterface("wlan0")
                .setLocalAddress("fe80::c2")
                .setPeerAddress("fe80::c1")
                .setPeerId(network.client.id().value())
                .setCost(1)
                .build();
        KafkaProbe.send(Topics.LINKS, stranger + "/wlan0/fe80::c1", EventId.derivedFrom("stranger"), claim);

        Await.until(
                "the stranger's link is seen",
                DEADLINE,
                () -> network.operator()
                        .get("/v1/networks/{n}/links", network.id)
                        .jsonPath()
                        .getList("links.status")
                        .contains("NOT_A_MEMBER"));

        assertThat(network.awaitReachable(network.client).getLong("metric")).isEqualTo(396);
    }

    private static boolean isOf(RouteChosen chosen, String node) {
        return chosen.getNodeId().equals(node);
    }
}
