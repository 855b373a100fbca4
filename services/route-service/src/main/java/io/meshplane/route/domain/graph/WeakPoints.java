package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Single points of failure: links and nodes whose loss splits a part of the mesh (Tarjan 1972, without recursion, so that depth does
 * not matter). A link counts if a direction of it is usable; several links between two nodes stand in for each other.
 *
 * @param bridges a slot of each such link, the one with the lower number
 * @param articulations node numbers, ascending
 */
public record WeakPoints(List<Integer> bridges, List<Integer> articulations) {
    public WeakPoints {
        bridges = List.copyOf(bridges);
        articulations = List.copyOf(articulations);
    }

    /** Finds all of them in time linear in the mesh. */
    public static WeakPoints of(Graph graph) {
        Walk walk = new Walk(graph);
        for (int node = 0; node < graph.nodes(); node++) if (walk.enteredAt[node] == 0) walk.from(node);
        List<Integer> articulations = new ArrayList<>();
        for (int node = 0; node < graph.nodes(); node++) if (walk.splits[node]) articulations.add(node);
        walk.bridges.sort(null);
        return new WeakPoints(walk.bridges, articulations);
    }

    private static final class Walk {
        final Graph graph;
        final int[] enteredAt;
        final int[] lowest;
        final int[] nextSlot;
        final int[] cameOver;
        final boolean[] splits;
        final List<Integer> bridges = new ArrayList<>();
        int steps;

        Walk(Graph graph) {
            this.graph = graph;
            enteredAt = new int[graph.nodes()];
            lowest = new int[graph.nodes()];
            nextSlot = new int[graph.nodes()];
            cameOver = new int[graph.nodes()];
            splits = new boolean[graph.nodes()];
            Arrays.fill(cameOver, -1);
        }

        void from(int start) {
            enter(start, -1);
            int branches = 0;
            int at = start;
            while (at >= 0) {
                int slot = nextSlot[at]++;
                if (slot < graph.end(at)) {
                    int entered = follow(at, slot);
                    if (entered >= 0) {
                        if (at == start) branches++;
                        at = entered;
                    }
                    continue;
                }
                at = leave(at, start);
            }
            splits[start] = branches > 1;
        }

        private void enter(int node, int over) {
            enteredAt[node] = ++steps;
            lowest[node] = steps;
            nextSlot[node] = graph.first(node);
            cameOver[node] = over;
        }

        /** Returns the node if it is new, else -1. */
        private int follow(int at, int slot) {
            int peer = graph.sender(slot);
            boolean link = peer >= 0 && (graph.isUsable(slot) || graph.isUsable(graph.back(slot)));
            if (!link || graph.back(slot) == cameOver[at])
                return -1; // not back over the same link; over a parallel one, yes
            if (enteredAt[peer] == 0) {
                enter(peer, slot);
                return peer;
            }
            lowest[at] = Math.min(lowest[at], enteredAt[peer]);
            return -1;
        }

        /** Returns where the walk came from; -1 at the start. */
        private int leave(int node, int start) {
            int over = cameOver[node];
            if (over < 0) return -1;
            int above = graph.receiver(over);
            lowest[above] = Math.min(lowest[above], lowest[node]);
            if (lowest[node] > enteredAt[above]) bridges.add(Math.min(over, graph.back(over)));
            if (above != start && lowest[node] >= enteredAt[above]) splits[above] = true;
            return above;
        }
    }
}
