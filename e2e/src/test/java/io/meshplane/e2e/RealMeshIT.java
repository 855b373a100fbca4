package io.meshplane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplane.testkit.realpart.RealPart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five routers in a ring, each a real babeld in a network namespace with an agent; the whole system judges their links. */
@RealPart(program = "babeld", env = "MESHPLANE_BABELD", needsRoot = true)
class RealMeshIT {
    private static final Duration CONVERGED = Duration.ofMinutes(2);
    private static final Duration REROUTED = Duration.ofSeconds(30);

    @TempDir
    Path folder = Path.of("");

    @Test
    void findsAnotherRouteAtAnotherPriceWhenALinkIsCut() throws Exception {
        try (Meshplane up = Meshplane.up(folder, folder.resolve("data"), Meshplane.freePortBase())) {
            up.awaitHealthy();
            OperatorApi operator = new OperatorApi(up);
            try (RingOfRouters ring = RingOfRouters.start(folder.resolve("ring"));
                    RouterAgents agents = RouterAgents.start(ring, operator, up)) {
                // towards node 1, the gateway: node 3 over 2, or over 4 and 5
                List<String> direct = List.of(agents.node(2), agents.node(1));
                List<String> around = List.of(agents.node(4), agents.node(5), agents.node(1));
                JsonNode before = operator.awaitRoute(
                        agents.node(3),
                        "over node 2",
                        CONVERGED,
                        route -> nodes(route).equals(direct));
                operator.setPrice(agents.node(2), "l21", 1000);
                operator.setPrice(agents.node(4), "l45", 7);
                operator.setPrice(agents.node(5), "l51", 9);
                operator.awaitRoute(
                        agents.node(3),
                        "the price of node 2",
                        REROUTED,
                        route -> price(route).equals("1000"));
                assertThat(before.get("metric").asLong()).isEqualTo(2 * 96); // wired links of babeld

                ring.cut();

                operator.awaitRoute(
                        agents.node(3),
                        "over nodes 4 and 5 at their prices",
                        REROUTED,
                        route -> nodes(route).equals(around) && price(route).equals("16"));
            }
        }
    }

    private static List<String> nodes(JsonNode route) {
        List<String> nodes = new ArrayList<>();
        for (JsonNode hop : route.path("hops")) nodes.add(hop.get("to").asText());
        return nodes;
    }

    private static String price(JsonNode route) {
        return route.path("price").asText();
    }
}
