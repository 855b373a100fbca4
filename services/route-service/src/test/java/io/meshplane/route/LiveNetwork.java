package io.meshplane.route;

import static io.restassured.RestAssured.given;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.Operators;
import io.meshplane.testkit.stack.TestNode;
import io.meshplane.testkit.stack.TestNodes;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;

/** A fresh network of a client, a relay and a gateway in a row, whose links come over Kafka. */
final class LiveNetwork {
    static final Duration DEADLINE = Duration.ofSeconds(20);
    static final String ASSET = "eip155:100/slip44:60";

    final String id = Operators.freshNetwork();
    final TestNode client = TestNodes.enrol(id, NodeRole.NODE_ROLE_CLIENT);
    final TestNode relay = TestNodes.enrol(id, NodeRole.NODE_ROLE_RELAY);
    final TestNode gateway = TestNodes.enrol(id, NodeRole.NODE_ROLE_GATEWAY);
    private final String token = Operators.tokenFor(id);
    private long sequence;

    /** Client - relay costs 300, relay - gateway 96, in both directions. */
    void linkUp() {
        link(client, "fe80::c1", relay, "fe80::a1", 300);
        link(relay, "fe80::a1", client, "fe80::c1", 300);
        link(relay, "fe80::a1", gateway, "fe80::91", 96);
        link(gateway, "fe80::91", relay, "fe80::a1", 96);
    }

    void link(TestNode from, String local, TestNode to, String peer, int cost) {
        LinkObserved seen = LinkObserved.newBuilder()
                .setNetworkId(id)
                .setNodeId(from.id().value())
                .setInterface("wlan0")
                .setLocalAddress(local)
                .setPeerAddress(peer)
                .setCost(cost)
                .setRttMicros(1_000)
                .setBootId(1)
                .setSequence(++sequence)
                .build();
        EventId event = EventId.derivedFrom(from.id().value(), to.id().value(), Long.toString(sequence));
        KafkaProbe.send(Topics.LINKS, from.id() + "/wlan0/" + peer, event, seen);
    }

    RequestSpecification operator() {
        return given().auth().oauth2(token);
    }

    /** The node's route, as soon as it fits. */
    JsonPath awaitRoute(TestNode node, String what, RouteCondition fits) {
        return Await.value(what, DEADLINE, () -> {
            JsonPath route = operator()
                    .get("/v1/networks/{n}/routes/{node}", id, node.id().value())
                    .jsonPath();
            return fits.holds(route) ? route : null;
        });
    }

    JsonPath awaitReachable(TestNode node) {
        return awaitRoute(node, "a route of " + node.id(), route -> route.getBoolean("reachable"));
    }

    /** Sets a price; the service may have to hear of the node first. */
    void price(TestNode node, String price) {
        Await.until(
                "the price is taken",
                DEADLINE,
                () -> operator()
                                .contentType("application/json")
                                .body("{\"price\": \"" + price + "\", \"asset\": \"" + ASSET + "\"}")
                                .put(
                                        "/v1/networks/{n}/prices/{node}/wlan0",
                                        id,
                                        node.id().value())
                                .statusCode()
                        == 200);
    }

    /** Whether a route is the one awaited. */
    interface RouteCondition {
        boolean holds(JsonPath route);
    }
}
