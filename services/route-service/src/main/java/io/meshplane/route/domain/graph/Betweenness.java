package io.meshplane.route.domain.graph;

import java.util.Arrays;

/**
 * On how many shortest ways, by metric, a node lies between others (Brandes 2001), estimated from some destinations drawn by a seed
 * (Brandes and Pich 2007). With all nodes as destinations it is exact. Ways of equal length share one unit between them.
 */
public final class Betweenness {
    private final Graph graph;
    private final double[] score;

    private Betweenness(Graph graph) {
        this.graph = graph;
        score = new double[graph.nodes()];
    }

    /**
     * Per node the number of ordered pairs of other nodes whose ways pass it.
     *
     * @param samples destinations; from as many as there are nodes on, all are taken
     */
    public static double[] estimate(Graph graph, int samples, long seed) {
        int nodes = graph.nodes();
        if (samples < 1) throw new IllegalArgumentException("no samples");
        int[] drawn = Numbers.shuffled(nodes, seed);
        int count = Math.min(samples, nodes);
        Betweenness sum = new Betweenness(graph);
        Tree tree = Tree.towards(graph);
        for (int i = 0; i < count; i++) sum.add(tree.another(drawn[i]), drawn[i]);
        for (int node = 0; node < nodes; node++) sum.score[node] *= (double) nodes / count;
        return sum.score;
    }

    private void add(Tree tree, int destination) {
        int[] byDistance = byDistance(tree);
        double[] ways = new double[graph.nodes()];
        ways[destination] = 1;
        for (int node : byDistance) {
            for (int in = graph.first(node); in < graph.end(node); in++) {
                if (isOnAWay(tree, in, node)) ways[graph.sender(in)] += ways[node];
            }
        }
        double[] through = new double[graph.nodes()];
        for (int i = byDistance.length - 1; i >= 0; i--) {
            int node = byDistance[i];
            for (int in = graph.first(node); in < graph.end(node); in++) {
                if (!isOnAWay(tree, in, node)) continue;
                int sender = graph.sender(in);
                through[node] += ways[node] / ways[sender] * (1 + through[sender]);
            }
            if (node != destination) score[node] += through[node];
        }
    }

    private boolean isOnAWay(Tree tree, int slot, int receiver) {
        return graph.isUsable(slot)
                && tree.distance(receiver) + graph.value(slot, Criterion.METRIC) == tree.distance(graph.sender(slot));
    }

    private int[] byDistance(Tree tree) {
        Integer[] nodes = new Integer[graph.nodes()];
        Arrays.setAll(nodes, i -> i);
        return Arrays.stream(nodes)
                .filter(node -> tree.distance(node) != Tree.UNREACHABLE)
                .sorted((a, b) -> Long.compare(tree.distance(a), tree.distance(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
