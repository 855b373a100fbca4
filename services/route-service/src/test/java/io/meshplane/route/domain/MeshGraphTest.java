package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.route.domain.graph.Criterion;
import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.Path;
import io.meshplane.route.domain.graph.Policy;
import io.meshplane.route.domain.graph.Tree;
import io.meshplane.route.domain.graph.Ways;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class MeshGraphTest {
    private static final long SEED = 20261121;
    private static final int UNMEASURED_MICROS = 1_000_000;

    @Test
    void leadsAsTheRoutesLead() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            Network network = random(random);
            SortedMap<NodeId, Route> routes = Meshes.routes(network);

            network.choose(Meshes.NOW);
            MeshGraph mesh = network.snapshot();
            Graph graph = mesh.graph();
            Tree tree = Tree.towards(graph, mesh.gateways());

            for (int number = 0; number < graph.nodes(); number++) {
                Route route = routes.get(mesh.name(number));
                if (route == null) {
                    assertThat(tree.distance(number)).isEqualTo(Tree.UNREACHABLE);
                    continue;
                }
                assertThat(tree.distance(number)).isEqualTo(route.metric());
                int arc = tree.nextArc(number, mesh.order());
                NodeId next = arc < 0 ? null : mesh.name(graph.receiver(arc));
                NodeId expected =
                        route.hops().isEmpty() ? null : route.hops().getFirst().to();
                assertThat(next).as("round %d", round).isEqualTo(expected);
            }
        }
    }

    @Test
    void putsBothDirectionsOfALinkIntoOnePair() {
        Network network = Meshes.network(3);
        Meshes.link(network, 0, 1, 96);
        Meshes.observe(network, Meshes.sees(2, 1, 50));

        network.choose(Meshes.NOW);
        MeshGraph mesh = network.snapshot();

        assertThat(mesh.graph().links()).isEqualTo(2);
        assertThat(mesh.gateways()).containsExactly(mesh.number(node(0)).orElseThrow());
    }

    @Test
    void carriesPricesAndLatencies() {
        Network network = Meshes.network(3);
        Meshes.observe(network, Meshes.named(2, 1, 300, 1_500L));
        Meshes.observe(network, Meshes.named(1, 0, 200, null));
        Meshes.ask(network, Meshes.port(2), Meshes.price(700));
        Meshes.ask(network, Meshes.port(1), Meshes.price(500));

        network.choose(Meshes.NOW);
        MeshGraph mesh = network.snapshot();
        Ways ways = Ways.choose(mesh.graph(), mesh.gateways(), Policy.CHEAPEST, mesh.order(), 1);
        Path path = Objects.requireNonNull(ways.of(mesh.number(node(2)).orElseThrow()));

        assertThat(mesh.unit().price(path.total(Criterion.PRICE)))
                .isEqualTo(Meshes.price(500).price());
        assertThat(path.total(Criterion.LATENCY)).isEqualTo(1_500 + UNMEASURED_MICROS);
        Route route = mesh.route(mesh.number(node(2)).orElseThrow(), path);
        assertThat(route.hops()).extracting(Hop::from).containsExactly(node(2), node(1));
    }

    @Test
    void countsOddPricesRoughlyRatherThanNotAtAll() {
        Network network = Meshes.network(2);
        Meshes.link(network, 0, 1, 96);
        Meshes.ask(network, Meshes.port(0), Meshes.price(1));
        Meshes.ask(network, Meshes.port(1), Meshes.price(Long.MAX_VALUE));

        network.choose(Meshes.NOW);

        MeshGraph mesh = network.snapshot();
        assertThat(mesh.graph().value(mesh.slot(Meshes.sees(0, 1, 1).key()), Criterion.PRICE))
                .isEqualTo(1);
        assertThat(mesh.unit().counts(Meshes.price(1).price())).isFalse();
    }

    @Test
    void staysAsItWasWhenTheNetworkGoesOn() {
        Network network = Meshes.network(2);
        Meshes.link(network, 0, 1, 96);
        network.choose(Meshes.NOW);
        MeshGraph before = network.snapshot();
        long version = network.version();

        Meshes.observe(network, Meshes.sees(1, 0, 500, null, 2));

        assertThat(network.version()).isNotEqualTo(version);
        assertThat(before.graph().cost(before.slot(Meshes.sees(1, 0, 1).key()))).isEqualTo(96);
    }

    private static Network random(Random random) {
        Network network = Meshes.network(12);
        Meshes.join(network, node(11), random.nextBoolean());
        for (int i = 0; i < 26; i++) {
            int from = random.nextInt(12);
            int to = random.nextInt(12);
            if (from == to) continue;
            Meshes.observe(
                    network, Meshes.sees(from, to, random.nextInt(8) == 0 ? Observation.DOWN : 1 + random.nextInt(4)));
        }
        return network;
    }
}
