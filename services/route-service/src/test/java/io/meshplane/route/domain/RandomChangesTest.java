package io.meshplane.route.domain;

import static io.meshplane.route.domain.Meshes.NOW;
import static io.meshplane.route.domain.Meshes.node;
import static io.meshplane.route.domain.Meshes.sees;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.contracts.id.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.junit.jupiter.api.Test;

/** Raises, drops, cuts and returns of links and gateways, against routes computed from nothing by somebody else. */
class RandomChangesTest {
    private static final long SEED = 20261130;
    private static final int NODES = 120;
    private static final int CHANGES = 100_000;
    private static final int COMPARED_EVERY = 1_000;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> costs = new TreeMap<>();
    private final Set<Integer> gateways = new HashSet<>(Set.of(0));
    private long sequence = 1;

    @Test
    void agreesWithAFreshSearchAfterAnyNumberOfChanges() {
        System.out.println("seed " + SEED);
        Network network = Meshes.network(NODES, Meshes.rules(Duration.ofHours(1), Duration.ZERO, 1000));
        for (int link = 0; link < NODES * 3; link++) change(network);
        Map<NodeId, Route> before = new HashMap<>();
        int moved = 0;
        for (int change = 0; change < CHANGES; change++) {
            change(network);
            List<NodeId> told = network.choose(NOW);
            for (NodeId id : told) {
                Route route = network.route(id).orElse(null);
                Route old = before.get(id);
                if (old != null && route != null && leaves(network, old, route)) moved++;
                before.put(id, route);
            }
            if (change % COMPARED_EVERY == 0) compare(network);
        }
        compare(network);
        assertThat(moved).isPositive();
    }

    /** A node leaves its way only if that is gone, or dearer than the new one. */
    private static boolean leaves(Network network, Route old, Route route) {
        if (names(old).equals(names(route))) return false;
        long cost = 0;
        for (Hop hop : old.hops()) {
            Link link = network.link(hop.link(), NOW).orElseThrow();
            if (link.status() != Link.Status.USABLE || !hop.to().equals(link.peer())) return true;
            cost += link.seen().cost();
        }
        boolean stillAGateway = network.route(old.destination())
                .map(end -> end.hops().isEmpty())
                .orElse(false);
        assertThat(!stillAGateway || cost > route.metric())
                .as("%s went from %s to %s without need", old.node(), old, route)
                .isTrue();
        return true;
    }

    private static List<LinkKey> names(Route route) {
        return route.hops().stream().map(Hop::link).toList();
    }

    private void change(Network network) {
        int from = random.nextInt(NODES);
        int to = (from + 1 + random.nextInt(8)) % NODES;
        if (random.nextInt(500) == 0) {
            boolean gateway = from == 0 || (gateways.size() < 6 && random.nextBoolean());
            if (gateway) gateways.add(from);
            else gateways.remove(from);
            Meshes.join(network, node(from), gateway);
            return;
        }
        int cost = random.nextInt(6) == 0 ? Observation.DOWN : 1 + random.nextInt(50);
        for (int[] ends : new int[][] {{from, to}, {to, from}}) {
            boolean oneWay = random.nextInt(4) == 0;
            int own = oneWay && cost != Observation.DOWN ? 1 + random.nextInt(50) : cost;
            costs.put(ends[0] + ">" + ends[1], own);
            Meshes.observe(network, sees(ends[0], ends[1], own, null, ++sequence));
        }
    }

    private void compare(Network network) {
        SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> graph =
                new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
        for (int number = -1; number < NODES; number++) graph.addVertex(number);
        costs.forEach((ends, cost) -> {
            String[] pair = ends.split(">");
            int from = Integer.parseInt(pair[0]);
            int to = Integer.parseInt(pair[1]);
            if (cost == Observation.DOWN) return;
            graph.setEdgeWeight(graph.addEdge(to, from), cost); // against the traffic
        });
        for (int gateway : gateways) graph.setEdgeWeight(graph.addEdge(-1, gateway), 0);
        var paths = new DijkstraShortestPath<>(graph).getPaths(-1);
        for (int number = 0; number < NODES; number++) {
            double expected = paths.getWeight(number);
            long metric = network.route(node(number)).map(Route::metric).orElse(-1L);
            assertThat(metric).as("node %d", number).isEqualTo(Double.isInfinite(expected) ? -1 : (long) expected);
        }
    }
}
