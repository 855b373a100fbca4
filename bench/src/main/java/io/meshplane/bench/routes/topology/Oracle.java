package io.meshplane.bench.routes.topology;

import io.meshplane.route.domain.graph.Criterion;
import io.meshplane.route.domain.graph.Graph;
import org.jgrapht.alg.interfaces.ShortestPathAlgorithm.SingleSourcePaths;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedMultigraph;

/** The least sums of one criterion to one root, by JGraphT. */
final class Oracle {
    static final long NO_WAY = -1;

    private final Graph graph;
    private final SingleSourcePaths<Integer, DefaultWeightedEdge> paths;
    private final Criterion criterion;

    Oracle(Graph graph, int root, Criterion criterion) {
        this.graph = graph;
        this.criterion = criterion;
        DirectedWeightedMultigraph<Integer, DefaultWeightedEdge> against =
                new DirectedWeightedMultigraph<>(DefaultWeightedEdge.class);
        for (int node = 0; node < graph.nodes(); node++) against.addVertex(node);
        for (int node = 0; node < graph.nodes(); node++) {
            for (int slot = graph.first(node); slot < graph.end(node); slot++) {
                if (graph.sender(slot) < 0 || !graph.isUsable(slot)) continue;
                against.setEdgeWeight(against.addEdge(node, graph.sender(slot)), (double) graph.value(slot, criterion));
            }
        }
        paths = new DijkstraShortestPath<>(against).getPaths(root);
    }

    /** What the node's best way comes to; of prices, the first hop is the node's own and costs it nothing. */
    long least(int node) {
        if (criterion != Criterion.PRICE || paths.getWeight(node) == 0) return asLong(paths.getWeight(node));
        double least = Double.POSITIVE_INFINITY;
        for (int in = graph.first(node); in < graph.end(node); in++) {
            if (graph.sender(in) < 0 || !graph.isUsable(graph.back(in))) continue;
            least = Math.min(least, paths.getWeight(graph.sender(in)));
        }
        return asLong(least);
    }

    private static long asLong(double weight) {
        return Double.isInfinite(weight) ? NO_WAY : (long) weight;
    }
}
