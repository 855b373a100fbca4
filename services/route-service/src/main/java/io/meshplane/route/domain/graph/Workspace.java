package io.meshplane.route.domain.graph;

import java.util.Arrays;

/** What searches need while they run, shared by all trees of a thread, so that an update allocates nothing. */
final class Workspace {
    final Frontier frontier = new Frontier();
    private int[] marks = new int[0];
    private int round;
    private int[] list = new int[1024];
    private int size;

    /** Begins with no node marked and an empty list. */
    void begin(Graph graph) {
        int nodes = graph.nodes();
        frontier.begin(graph.leastCost(), graph.mostCost());
        size = 0;
        if (marks.length < nodes) marks = Arrays.copyOf(marks, nodes + nodes / 8);
        if (++round == 0) {
            Arrays.fill(marks, 0);
            round = 1;
        }
    }

    boolean isMarked(int node) {
        return marks[node] == round;
    }

    /** Marks a node and puts it onto the list, once. */
    void mark(int node) {
        if (marks[node] == round) return;
        marks[node] = round;
        if (size == list.length) list = Arrays.copyOf(list, size * 2);
        list[size++] = node;
    }

    int count() {
        return size;
    }

    int marked(int index) {
        return list[index];
    }
}
