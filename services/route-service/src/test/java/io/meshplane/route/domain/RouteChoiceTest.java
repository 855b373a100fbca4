package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.link;
import static io.meshplane.route.domain.Meshes.named;
import static io.meshplane.route.domain.Meshes.network;
import static io.meshplane.route.domain.Meshes.node;
import static io.meshplane.route.domain.Meshes.port;
import static io.meshplane.route.domain.Meshes.price;
import static io.meshplane.route.domain.Meshes.sees;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RouteChoiceTest {
    @Test
    void givesAGatewayItselfAsItsRoute() {
        assertThat(route(network(1), 0)).isEqualTo(new Route(node(0), node(0), List.of()));
    }

    @Test
    void givesNoRouteWhereThereIsNoWay() {
        Network network = network(3);
        link(network, 0, 1, 96);

        assertThat(Meshes.routes(network)).containsOnlyKeys(node(0), node(1));
    }

    @Test
    void prefersTheDetourThatCostsLess() {
        Network network = network(3);
        link(network, 0, 2, 1000);
        link(network, 0, 1, 300);
        link(network, 1, 2, 300);

        assertThat(route(network, 2).metric()).isEqualTo(600);
        assertThat(route(network, 2).hops()).extracting(Hop::to).containsExactly(node(1), node(0));
    }

    @Test
    void takesTheCostOfTheSendingEnd() {
        Network network = network(2);
        Meshes.observe(network, sees(0, 1, 5));
        Meshes.observe(network, sees(1, 0, 700));

        assertThat(route(network, 1).metric()).isEqualTo(700);
    }

    @Test
    void goesToTheNearestOfSeveralGateways() {
        Network network = network(4);
        Meshes.join(network, node(3), true);
        link(network, 0, 1, 10);
        link(network, 1, 2, 10);
        link(network, 2, 3, 9);

        assertThat(route(network, 1).destination()).isEqualTo(node(0));
        assertThat(route(network, 2).destination()).isEqualTo(node(3));
    }

    @Test
    void prefersTheLowerIdWhereWaysCostTheSame() {
        Network network = network(4);
        link(network, 0, 1, 10);
        link(network, 0, 2, 10);
        link(network, 1, 3, 10);
        link(network, 2, 3, 10);

        assertThat(route(network, 3).hops()).extracting(Hop::to).containsExactly(node(1), node(0));
    }

    @Test
    void addsPricesAndRoundTripTimesExactly() {
        Network network = network(3);
        Meshes.observe(network, named(2, 1, 300, 1_500L));
        Meshes.observe(network, named(1, 0, 200, 700L));
        Meshes.ask(network, port(2), price(7));
        Meshes.ask(network, port(1), price(5));

        Route route = route(network, 2);

        assertThat(route.metric()).isEqualTo(500);
        assertThat(route.price()).contains(Price.of(5)); // nobody sells to himself
        assertThat(route.asset()).contains(Meshes.ASSET);
        assertThat(route.latencyMicros()).hasValue(2_200);
    }

    @Test
    void tellsAPriceOfZeroFromNone() {
        Network network = network(3);
        link(network, 2, 1, 300);
        link(network, 1, 0, 200);
        Meshes.ask(network, port(2), price(0));

        Route route = route(network, 2);

        assertThat(route.hops()).extracting(Hop::price).containsExactly(price(0), null);
        assertThat(route.price()).contains(Price.FREE);
        assertThat(route.unpricedHops()).isEqualTo(1);
        Meshes.ask(network, port(1), price(0));
        assertThat(route(network, 2).unpricedHops()).isZero();
    }

    @Test
    void knowsNoLatencyIfOneHopHasNone() {
        Network network = network(3);
        Meshes.observe(network, named(2, 1, 300, 1_500L));
        Meshes.observe(network, named(1, 0, 200, null));

        assertThat(route(network, 2).latencyMicros()).isEmpty();
    }

    @Test
    void sumsNoPricesOfDifferentAssets() {
        Network network = network(4);
        link(network, 3, 2, 300);
        link(network, 2, 1, 300);
        link(network, 1, 0, 200);
        Meshes.ask(network, port(2), price(1));
        Meshes.ask(network, port(1), new PriceTag(Price.of(1), Asset.coinOf(1)));

        assertThat(route(network, 3).price()).isEmpty();
        assertThat(route(network, 3).asset()).isEmpty();
    }

    @Test
    void sumsNoPricesBeyondTheirRange() {
        Price most = new Price(new Amount(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)));
        Network network = network(4);
        link(network, 3, 2, 300);
        link(network, 2, 1, 300);
        link(network, 1, 0, 200);
        Meshes.ask(network, port(2), new PriceTag(most, Meshes.ASSET));
        assertThat(route(network, 3).price()).contains(most);

        Meshes.ask(network, port(1), price(1));

        assertThat(route(network, 3).price()).isEmpty();
    }

    @Test
    void doesNotWrapOverManyOfTheDearestHops() {
        int size = 1_500;
        Network network = network(size);
        for (int node = 1; node < size; node++) Meshes.observe(network, named(node, node - 1, 65_534, null));

        assertThat(route(network, size - 1).metric()).isEqualTo(1_499L * 65_534);
    }

    @Test
    void agreesWithABruteForceSearchOnRandomMeshes() {
        long seed = 8_966;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Network network = randomNetwork(random);

            Map<NodeId, Route> routes = Meshes.routes(network);

            assertThat(metrics(routes)).as("seed %d, round %d", seed, round).isEqualTo(BruteForce.metrics(network));
            for (Route route : routes.values()) {
                assertThat(route.hops())
                        .as("seed %d, round %d", seed, round)
                        .allSatisfy(hop -> assertThat(Meshes.links(network))
                                .anyMatch(link -> link.seen().node().equals(hop.from())
                                        && link.seen()
                                                .key()
                                                .port()
                                                .interfaceName()
                                                .equals(hop.interfaceName())
                                        && link.seen().cost() == hop.cost()));
            }
        }
    }

    @Test
    void choosesTheSameRoutesWhateverTheOrderOfEvents() {
        long seed = 1_971;
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            Network ordered = randomNetwork(random);
            List<Observation> seen = new ArrayList<>();
            for (Link link : Meshes.links(ordered)) {
                Observation last = link.seen();
                seen.add(new Observation(
                        last.key(),
                        last.local(),
                        last.peerId(),
                        1 + random.nextInt(65_535),
                        null,
                        null,
                        7,
                        0)); // older
                seen.add(last);
            }
            List<Map.Entry<Port, PriceTag>> prices =
                    new ArrayList<>(ordered.prices().entrySet());
            List<NodeId> members = new ArrayList<>(ordered.members("", Integer.MAX_VALUE));
            Collections.shuffle(seen, random);
            Collections.shuffle(prices, random);
            Collections.shuffle(members, random);
            Network shuffled = Meshes.empty();

            for (Observation one : seen) Meshes.observe(shuffled, one);
            for (Map.Entry<Port, PriceTag> one : prices) Meshes.ask(shuffled, one.getKey(), one.getValue());
            for (NodeId one : members) {
                Meshes.join(shuffled, one, ordered.membership(one).orElseThrow().isGateway());
            }

            assertThat(Meshes.routes(shuffled))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Meshes.routes(ordered));
        }
    }

    private static Map<NodeId, Long> metrics(Map<NodeId, Route> routes) {
        Map<NodeId, Long> metrics = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        routes.forEach((node, route) -> metrics.put(node, route.metric()));
        return metrics;
    }

    /** Up to ten nodes, one or two gateways, links of small costs so that ways often cost the same; some are down. */
    private static Network randomNetwork(Random random) {
        int size = 1 + random.nextInt(10);
        Network network = network(size);
        if (size > 3 && random.nextBoolean()) Meshes.join(network, node(random.nextInt(size)), true);
        for (int from = 0; from < size; from++) {
            if (random.nextInt(3) > 0) Meshes.ask(network, port(from), price(random.nextInt(100)));
            for (int to = 0; to < size; to++) {
                if (from == to || random.nextInt(3) > 0) continue;
                int cost = random.nextInt(8) == 0 ? Observation.DOWN : 1 + random.nextInt(6);
                Long rtt = random.nextInt(4) == 0 ? null : (Long) random.nextLong(50_000);
                Meshes.observe(
                        network, random.nextBoolean() ? named(from, to, cost, rtt) : sees(from, to, cost, rtt, 1));
            }
        }
        return network;
    }

    private static Route route(Network network, int number) {
        Route route = Meshes.routes(network).get(node(number));
        if (route == null) throw new AssertionError("no route of node " + number);
        return route;
    }
}
