package io.meshplane.bench.routes.engine;

import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.NodeOrder;
import io.meshplane.testkit.mesh.GeometricMesh;
import java.util.Arrays;
import java.util.Random;

/** A synthetic mesh, and the orders in which its nodes can lie in memory. */
final class SyntheticMesh {
    private final GeometricMesh mesh;
    private final int[] ends;
    private final long seed;

    SyntheticMesh(int nodes, double degree, long seed) {
        this.mesh = new GeometricMesh(nodes, degree, seed);
        this.ends = mesh.ends();
        this.seed = seed;
    }

    int nodes() {
        return mesh.nodes();
    }

    /** Directions of links: two a link. */
    int arcs() {
        return ends.length;
    }

    /** Numbers as they came: near nodes are anywhere. */
    int[] asTheyCame() {
        int[] order = new int[nodes()];
        Arrays.setAll(order, i -> i);
        return order;
    }

    /** By breadth-first search. */
    int[] breadthFirst() {
        return NodeOrder.breadthFirst(nodes(), ends);
    }

    /** Along a Hilbert curve. */
    int[] hilbert() {
        return NodeOrder.hilbert(mesh.x(), mesh.y());
    }

    /** The graph with nodes numbered in an order; costs 96 to 1095, drawn in the order of the links. */
    Graph graph(int[] order) {
        int[] number = NodeOrder.inverse(order);
        int[] degrees = new int[number.length];
        for (int end : ends) degrees[number[end]]++;
        Graph graph = new Graph(degrees, 0);
        Random random = new Random(seed + 1);
        for (int i = 0; i < ends.length; i += 2) {
            int slot = graph.addLink(number[ends[i]], number[ends[i + 1]]);
            graph.setCost(slot, 96 + random.nextInt(1000));
            graph.setCost(graph.back(slot), 96 + random.nextInt(1000));
        }
        return graph;
    }
}
