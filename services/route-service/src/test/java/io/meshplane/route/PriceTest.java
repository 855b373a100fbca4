package io.meshplane.route;

import static io.meshplane.route.LiveNetwork.ASSET;
import static io.meshplane.route.LiveNetwork.DEADLINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.Await;
import io.meshplane.testkit.stack.DevstackResource;
import io.meshplane.testkit.stack.KafkaProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(DevstackResource.class)
class PriceTest {
    private final LiveNetwork network = new LiveNetwork();

    @Test
    void putsAPriceOnItsTopicAndIntoTheList() {
        network.price(network.relay, "340282366920938463463374607431768211456");

        PriceSet event = KafkaProbe.await(Topics.PRICES, price -> isOurs(price), DEADLINE)
                .value();
        assertThat(event.getPrice()).isEqualTo("340282366920938463463374607431768211456");
        assertThat(event.getAsset()).isEqualTo(ASSET);
        assertThat(event.getSetBy()).isNotEmpty();
        awaitListed("340282366920938463463374607431768211456");
    }

    @Test
    void theLastOfTwoQuickPricesHolds() {
        network.price(network.relay, "5");
        awaitListed("5");

        network.price(network.relay, "6");
        network.price(network.relay, "5");

        var onTheTopic = KafkaProbe.now(Topics.PRICES, price -> isOurs(price));
        assertThat(onTheTopic.getLast().value().getPrice()).isEqualTo("5");
    }

    @Test
    void keepsToOneAssetPerNetwork() {
        network.price(network.relay, "5");
        awaitListed("5");

        put(network.client.id().value(), "wlan0", "{\"price\": \"5\", \"asset\": \"eip155:1/slip44:60\"}")
                .statusCode(409)
                .body("detail", containsString(ASSET));
    }

    @Test
    void listsPricesAPageAtATime() {
        network.price(network.relay, "5");
        network.price(network.client, "0");
        String first = Await.value("both prices are listed", DEADLINE, () -> {
            var keys = network.operator()
                    .get("/v1/networks/{n}/prices", network.id)
                    .jsonPath()
                    .getList("prices.key", String.class);
            return keys.size() == 2 ? keys.getFirst() : null;
        });

        network.operator()
                .get("/v1/networks/{n}/prices?limit=1", network.id)
                .then()
                .body("prices.key", contains(first));
        network.operator()
                .get("/v1/networks/{n}/prices?after={key}", network.id, first)
                .then()
                .body("prices.size()", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"price\": \"5\", \"asset\": \"eip155:100/slip44:60\", \"colour\": \"red\"} | colour",
                "{\"price\": 5, \"asset\": \"eip155:100/slip44:60\"} | price",
                "{\"price\": \"-5\", \"asset\": \"eip155:100/slip44:60\"} | price",
                "{\"price\": \"5.5\", \"asset\": \"eip155:100/slip44:60\"} | price",
                "{\"asset\": \"eip155:100/slip44:60\"} | price",
                "{\"price\": \"5\"} | asset",
                "{\"price\": \"5\", \"asset\": \"euro\"} | asset"
            })
    void namesTheFieldThatIsWrong(String body, String field) {
        put(network.relay.id().value(), "wlan0", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    @Test
    void refusesAnInterfaceThatLinuxCouldNotHave() {
        put(network.relay.id().value(), "sixteen-bytes-xx", "{\"price\": \"5\", \"asset\": \"" + ASSET + "\"}")
                .statusCode(400)
                .body("field", equalTo("interface"));
    }

    @Test
    void refusesWhatIsNoJson() {
        put(network.relay.id().value(), "wlan0", "{\"price\": ")
                .statusCode(400)
                .contentType("application/problem+json");
        put(network.relay.id().value(), "wlan0", "null").statusCode(400);
    }

    @Test
    void refusesABodyBeyondItsBound() {
        put(network.relay.id().value(), "wlan0", "{\"price\": \"" + "1".repeat(256 << 10) + "\"}")
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void knowsNoPricesOfStrangersAndForeignNetworks() {
        LiveNetwork other = new LiveNetwork();
        String body = "{\"price\": \"5\", \"asset\": \"" + ASSET + "\"}";

        put(other.relay.id().value(), "wlan0", body).statusCode(404);
        network.operator().get("/v1/networks/{n}/prices", other.id).then().statusCode(404);
        network.operator()
                .contentType("application/json")
                .body(body)
                .put(
                        "/v1/networks/{n}/prices/{node}/wlan0",
                        other.id,
                        other.relay.id().value())
                .then()
                .statusCode(404);
    }

    @Test
    void asksForAToken() {
        given().contentType("application/json")
                .body("{}")
                .put(
                        "/v1/networks/{n}/prices/{node}/wlan0",
                        network.id,
                        network.relay.id().value())
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    private ValidatableResponse put(String node, String interfaceName, String body) {
        return network.operator()
                .contentType("application/json")
                .body(body)
                .put("/v1/networks/{n}/prices/{node}/{i}", network.id, node, interfaceName)
                .then();
    }

    private void awaitListed(String price) {
        Await.until(
                "the price is listed",
                DEADLINE,
                () -> network.operator()
                        .get("/v1/networks/{n}/prices", network.id)
                        .jsonPath()
                        .getList("prices.price", String.class)
                        .contains(price));
    }

    private boolean isOurs(PriceSet price) {
        return price.getNetworkId().equals(network.id);
    }
}
