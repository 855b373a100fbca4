package io.meshplane.route;

import static io.meshplane.route.LiveNetwork.DEADLINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.HealthJudged;
import io.meshplane.contracts.event.HealthState;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Client and gateway with a relay between them, and a dearer link past it. */
@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class ToolTest {
    private final LiveNetwork network = new LiveNetwork();
    private final String client = network.client.id().value();
    private final String relay = network.relay.id().value();
    private final String gateway = network.gateway.id().value();

    @BeforeEach
    void linkUp() {
        network.linkUp();
        network.link(network.client, "fe80::c1", network.gateway, "fe80::91", 900);
        network.link(network.gateway, "fe80::91", network.client, "fe80::c1", 900);
        network.price(network.relay, "250");
        network.awaitRoute(network.client, "the route and its runner-up", found -> {
            return found.getBoolean("reachable")
                    && "250".equals(found.getString("price"))
                    && found.get("runnerUp.metric") != null;
        });
    }

    @Test
    void saysWhyARouteWasChosenAndWhatItsTermsAre() {
        JsonPath route = get("/routes/" + client).statusCode(200).extract().jsonPath();

        assertThat(route.getString("why.reason")).isEqualTo("LOWER");
        assertThat(route.getString("why.criterion")).isEqualTo("METRIC");
        assertThat(route.getString("why.by")).isEqualTo("504");
        assertThat(route.getInt("runnerUp.metric")).isEqualTo(900);
        assertThat(route.getList("hops.paid", String.class)).containsExactly("0", "250");
        assertThat(route.getList("hops.cost", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(route.getInt("metric"));
    }

    @Test
    void findsTheBestWayByPolicyBoundsAndDestination() {
        get("/routes/" + client + "/best?policy=cheapest").statusCode(200).body("metric", equalTo(900));
        get("/routes/" + client + "/best?policy=balanced&factor=3")
                .body("metric", equalTo(396)); // 250 is the unit, and the floor
        get("/routes/" + client + "/best?policy=nearest").body("metric", equalTo(396));
        get("/routes/" + client + "/best?policy=nearest&maxPrice=249").body("metric", equalTo(900));
        get("/routes/" + client + "/best?maxLatencyMicros=999").body("reachable", equalTo(false));
        get("/routes/" + client + "/best?to=" + relay)
                .body("gatewayId", equalTo(relay))
                .body("metric", equalTo(300));
    }

    @Test
    void showsTradeoffsAndTracesThereAndBack() {
        get("/routes/" + client + "/pareto?criteria=price,metric")
                .statusCode(200)
                .body("routes.metric", contains(900, 396))
                .body("complete", equalTo(true));
        get("/routes/" + client + "/pareto?criteria=price,metric&limit=1").body("complete", equalTo(false));
        get("/routes/" + client + "/trace")
                .statusCode(200)
                .body("there.metric", contains(300, 396))
                .body("there.price", contains("0", "250"))
                .body("back.metric", contains(96, 396));
    }

    @Test
    void triesChangesWithoutTouchingWhatIs() {
        whatIf("{\"kind\": \"leave\", \"node\": \"" + relay + "\"}")
                .statusCode(200)
                .body("affectedCount", equalTo(2))
                .body("affected.nodeId", hasItem(client))
                .body("revenue." + relay, equalTo("-250"));
        whatIf("{\"kind\": \"reprice\", \"node\": \"" + relay + "\", \"interfaceName\": \"wlan0\", \"price\": \"3\"}")
                .body("revenue." + relay, equalTo("-247"));
        String newcomer = "n" + "a".repeat(26);
        whatIf("{\"kind\": \"join\", \"node\": \"" + newcomer + "\", \"other\": \"" + relay
                        + "\", \"cost\": 10, \"price\": \"0\", \"latencyMicros\": 5}")
                .body("affected.nodeId", contains(newcomer))
                .body("affected[0].before", nullValue())
                .body("affected[0].after.metric", equalTo(106))
                .body("revenue." + relay, equalTo("250"));

        get("/routes/" + client).body("metric", equalTo(396)).body("price", equalTo("250"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"changes\": []} | changes (how many)",
                "{} | changes",
                "{\"changes\": [{\"kind\": \"fly\", \"node\": \"x\"}]} | changes[0].kind",
                "{\"changes\": [{\"kind\": \"leave\", \"node\": \"x\"}]} | changes[0].node",
                "{\"changes\": [{\"kind\": \"leave\"}]} | changes[0].node",
                "{\"changes\": [{\"kind\": \"leave\", \"node\": \"naaaaaaaaaaaaaaaaaaaaaaaaaa\"}]} | changes[0]",
                "{\"changes\": [{\"kind\": \"leave\", \"node\": \"naaaaaaaaaaaaaaaaaaaaaaaaaa\", \"cost\": 4}]} | changes[0].cost",
                "{\"changes\": [{\"kind\": \"cut\", \"node\": \"naaaaaaaaaaaaaaaaaaaaaaaaaa\"}]} | changes[0].other"
            })
    void namesWhatIsWrongWithAPlan(String body, String field) {
        network.operator()
                .contentType("application/json")
                .body(body)
                .post("/v1/networks/{n}/what-if", network.id)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    @Test
    void refusesMoreChangesThanItsBound() {
        String change = "{\"kind\": \"leave\", \"node\": \"" + relay + "\"}";
        whatIf(String.join(",", java.util.Collections.nCopies(51, change)))
                .statusCode(400)
                .body("field", equalTo("changes (how many)"));
    }

    @Test
    void findsSinglePointsLoadAndAPriceToAsk() {
        get("/single-points-of-failure").statusCode(200).body("links", empty()).body("nodes", empty());
        get("/load?limit=1").statusCode(200).body("nodes.size()", equalTo(1)).body("nodes[0].nodeId", equalTo(gateway));
        get("/prices/" + relay + "/wlan0/advice").statusCode(200).body("captiveBytes", equalTo(0));
        get("/prices/" + relay + "/eth7/advice").statusCode(404);
        get("/load?samples=0").statusCode(400).body("field", equalTo("samples"));
    }

    @Test
    void overridesACostForAWhileAndRemembersWhoDidIt() {
        String link = "/overrides/" + client + "/wlan0/fe80::a1";
        put(link, "{\"cost\": 65535, \"seconds\": 600, \"reason\": \"mast work\"}")
                .statusCode(200)
                .body("present.counts", equalTo(true));
        network.awaitRoute(network.client, "a way past the link", found -> found.getInt("metric") == 900);
        get("/links").body("links.overriddenCost", hasItem(65535));

        delete(link).statusCode(200).body("present", nullValue()).body("past.reason", contains("mast work"));
        network.awaitRoute(network.client, "the old way", found -> found.getInt("metric") == 396);

        get("/overrides").body("overrides[0].past.size()", equalTo(1));
        delete(link).statusCode(404);
        put("/overrides/" + client + "/wlan0/fe80::77", "{\"cost\": 1, \"seconds\": 1, \"reason\": \"x\"}")
                .statusCode(404);
        put(link, "{\"cost\": 0, \"seconds\": 1, \"reason\": \"x\"}")
                .statusCode(400)
                .body("field", equalTo("cost"));
        put(link, "{\"cost\": 1, \"seconds\": 2592001, \"reason\": \"x\"}")
                .statusCode(400)
                .body("field", equalTo("seconds"));
        put(link, "{\"cost\": 1, \"seconds\": 1, \"reason\": \" \"}")
                .statusCode(400)
                .body("field", equalTo("reason"));
    }

    @Test
    void choosesByThePolicyThatAnOperatorSets() {
        put("/policy", "{\"policy\": \"cheapest\"}").statusCode(200).body("policy", equalTo("cheapest"));
        network.awaitRoute(network.client, "the cheapest way", found -> found.getInt("metric") == 900);
        get("/policy").body("policy", equalTo("cheapest"));
        put("/policy", "{\"policy\": \"balanced\", \"factor\": 0.5}").body("factor", equalTo(0.5f));
        put("/policy", "{\"policy\": \"balanced\", \"factor\": 11}")
                .statusCode(400)
                .body("field", equalTo("factor"));
        put("/policy", "{\"policy\": \"nearest\", \"factor\": 2}")
                .statusCode(400)
                .body("field", equalTo("factor"));

        delete("/policy").statusCode(204);

        network.awaitRoute(network.client, "the nearest way", found -> found.getInt("metric") == 396);
    }

    @Test
    void goesOnToKnowAGatewayThatAloneIsJudgedDown() {
        HealthJudged down = HealthJudged.newBuilder()
                .setNetworkId(network.id)
                .setPool("exits")
                .setMember(gateway)
                .setState(HealthState.HEALTH_STATE_DOWN)
                .build();
        KafkaProbe.send(Topics.HEALTH, network.id + "/exits/" + gateway, EventId.derivedFrom("down", network.id), down);

        network.price(network.relay, "7"); // the marker: what came before it has been dealt with

        assertThat(network.awaitRoute(network.client, "the new price", found -> "7".equals(found.getString("price")))
                        .getString("gatewayId"))
                .isEqualTo(gateway);
    }

    @Test
    void tellsAWaitingNodeOfItsNewRouteAtOnce() throws Exception {
        String tag = own(null, null).statusCode(200).extract().header("ETag");
        own(tag, "wait=1").statusCode(304);
        CompletableFuture<ValidatableResponse> waiting = CompletableFuture.supplyAsync(() -> own(tag, "wait=20"));

        network.price(network.relay, "251");

        waiting.get(DEADLINE.toSeconds(), TimeUnit.SECONDS).statusCode(200).body("price", equalTo("251"));
    }

    @Test
    void tellsANodeWhatItsBabeldShouldGoBy() {
        network.price(network.relay, "250");
        put("/overrides/" + client + "/wlan0/fe80::a1", "{\"cost\": 700, \"seconds\": 600, \"reason\": \"mast work\"}")
                .statusCode(200);

        String tag = Await.value("both have come back over Kafka", DEADLINE, () -> {
            var settings = babelSettings(network.relay, null).statusCode(200).extract();
            boolean whole = settings.path("costs.size()").equals(1)
                    && settings.path("prices.size()").equals(1);
            return whole ? settings.header("ETag") : null;
        });

        babelSettings(network.relay, null)
                .body("costs[0].interfaceName", equalTo("wlan0"))
                .body("costs[0].rxcost", equalTo(700))
                .body("prices[0].interfaceName", equalTo("wlan0"))
                .body("prices[0].price", equalTo("250"));
        babelSettings(network.relay, tag).statusCode(304);
        babelSettings(network.client, null).statusCode(200).body("costs.size()", equalTo(0));
        given().get("/v1/babel-settings").then().statusCode(401);
    }

    private static ValidatableResponse babelSettings(TestNode node, @Nullable String tag) {
        var request = given().headers(node.signedHeaders("GET", "/v1/babel-settings", "", new byte[0]));
        if (tag != null) request = request.header("If-None-Match", tag);
        return request.get("/v1/babel-settings").then();
    }

    @Test
    void showsNothingOfOtherNetworks() {
        LiveNetwork other = new LiveNetwork();
        for (String path : List.of(
                "/policy",
                "/overrides",
                "/load",
                "/single-points-of-failure",
                "/routes/" + client + "/best",
                "/routes/" + client + "/pareto",
                "/routes/" + client + "/trace",
                "/prices/" + client + "/wlan0/advice")) {
            other.operator().get("/v1/networks/{n}" + path, network.id).then().statusCode(404);
            given().get("/v1/networks/{n}" + path, network.id).then().statusCode(401);
        }
    }

    private ValidatableResponse own(@Nullable String tag, @Nullable String prefer) {
        var request = given().headers(network.client.signedHeaders("GET", "/v1/route", "", new byte[0]));
        if (tag != null) request = request.header("If-None-Match", tag);
        if (prefer != null) request = request.header("Prefer", prefer);
        return request.get("/v1/route").then();
    }

    private ValidatableResponse get(String path) {
        return network.operator().get("/v1/networks/" + network.id + path).then();
    }

    private ValidatableResponse put(String path, String body) {
        return network.operator()
                .contentType("application/json")
                .body(body)
                .put("/v1/networks/" + network.id + path)
                .then();
    }

    private ValidatableResponse delete(String path) {
        return network.operator().delete("/v1/networks/" + network.id + path).then();
    }

    private ValidatableResponse whatIf(String changes) {
        return network.operator()
                .contentType("application/json")
                .body("{\"changes\": [" + changes + "]}")
                .post("/v1/networks/{n}/what-if", network.id)
                .then();
    }
}
