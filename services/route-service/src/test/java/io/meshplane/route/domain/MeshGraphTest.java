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
import java.util.List;
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
            SortedMap<NodeId, Route> routes = RouteRules.choose(network);

            MeshGraph mesh = graph(network);
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
        network.observe(Meshes.sees(2, 1, 50));

        MeshGraph mesh = graph(network);

        assertThat(mesh.graph().links()).isEqualTo(2);
        assertThat(mesh.gateways()).containsExactly(mesh.number(node(0)));
    }

    @Test
    void carriesPricesAndLatencies() {
        Network network = Meshes.network(3);
        network.observe(Meshes.named(2, 1, 300, 1_500L));
        network.observe(Meshes.named(1, 0, 200, null));
        network.price(Meshes.port(2), Meshes.price(700));
        network.price(Meshes.port(1), Meshes.price(500));

        MeshGraph mesh = graph(network);
        Ways ways = Ways.choose(mesh.graph(), mesh.gateways(), Policy.CHEAPEST, mesh.order(), 1);
        Path path = Objects.requireNonNull(ways.of(mesh.number(node(2))));

        assertThat(mesh.unit().price(path.total(Criterion.PRICE)))
                .isEqualTo(Meshes.price(500).price());
        assertThat(path.total(Criterion.LATENCY)).isEqualTo(1_500 + UNMEASURED_MICROS);
        assertThat(path.steps().stream()
                        .map(step -> mesh.link(step.arc()))
                        .map(link -> link == null ? null : link.seen().node())
                        .toList())
                .isEqualTo(List.of(node(2), node(1)));
    }

    @Test
    void isNotMadeOfPricesThatHaveNoCommonUnit() {
        Network network = Meshes.network(2);
        network.price(Meshes.port(0), Meshes.price(1));
        network.price(Meshes.port(1), Meshes.price(Long.MAX_VALUE));

        assertThat(MeshGraph.of(network, LinkRules.links(network), UNMEASURED_MICROS))
                .isEmpty();
    }

    private static MeshGraph graph(Network network) {
        return MeshGraph.of(network, LinkRules.links(network), UNMEASURED_MICROS)
                .orElseThrow();
    }

    private static Network random(Random random) {
        Network network = Meshes.network(12);
        network.join(node(11), random.nextBoolean());
        for (int i = 0; i < 26; i++) {
            int from = random.nextInt(12);
            int to = random.nextInt(12);
            if (from == to) continue;
            network.observe(Meshes.sees(from, to, random.nextInt(8) == 0 ? Observation.DOWN : 1 + random.nextInt(4)));
        }
        return network;
    }
}
