package io.meshplane.bench.routes.engine;

import io.meshplane.route.domain.graph.Criterion;
import io.meshplane.route.domain.graph.Graph;
import io.meshplane.route.domain.graph.Tree;
import java.util.ArrayList;
import java.util.List;
import org.jgrapht.alg.interfaces.ShortestPathAlgorithm.SingleSourcePaths;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.alg.util.Triple;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jgrapht.opt.graph.sparse.SparseIntDirectedWeightedGraph;

/** The same mesh in JGraphT's graphs, against the traffic as ours, searched from the node 0. */
final class JGraphTPeer {
    private final SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> objects =
            new SimpleDirectedWeightedGraph<>(DefaultWeightedEdge.class);
    private final SparseIntDirectedWeightedGraph sparse;

    JGraphTPeer(SyntheticMesh mesh) {
        Graph graph = mesh.graph(mesh.asTheyCame());
        List<Triple<Integer, Integer, Double>> arcs = new ArrayList<>(mesh.arcs());
        for (int node = 0; node < graph.nodes(); node++) objects.addVertex(node);
        for (int node = 0; node < graph.nodes(); node++) {
            for (int slot = graph.first(node); slot < graph.end(node); slot++) {
                double cost = graph.value(slot, Criterion.METRIC);
                arcs.add(Triple.of(node, graph.sender(slot), cost));
                objects.setEdgeWeight(objects.addEdge(node, graph.sender(slot)), cost);
            }
        }
        sparse = new SparseIntDirectedWeightedGraph(graph.nodes(), arcs);
    }

    void searchObjects() {
        var _ = new DijkstraShortestPath<>(objects).getPaths(0).getWeight(1);
    }

    void searchSparse() {
        var _ = new DijkstraShortestPath<>(sparse).getPaths(0).getWeight(1);
    }

    /** Nodes whose distance to the node 0 is another one here. */
    long differing(Tree tree) {
        SingleSourcePaths<Integer, Integer> paths = new DijkstraShortestPath<>(sparse).getPaths(0);
        long differing = 0;
        for (int node = 0; node < sparse.vertexSet().size(); node++) {
            double weight = paths.getWeight(node);
            long expected = Double.isInfinite(weight) ? Tree.UNREACHABLE : (long) weight;
            if (tree.distance(node) != expected) differing++;
        }
        return differing;
    }
}
