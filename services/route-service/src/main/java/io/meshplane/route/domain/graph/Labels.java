package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * All ways of one node that no other way beats in every criterion (Martins 1984), best first in the order of the criteria. Labels are
 * led by what the rest of the way must cost at least, so those that break a bound, or cannot win any more, are dropped at once. The
 * number of such ways can grow beyond any measure, so labels have a limit, and the answer says when it was reached.
 */
final class Labels {
    private final Graph graph;
    private final boolean[] roots;
    private final Ask ask;
    private final Hopeless hopeless;
    private final ArcOrder order;
    private final Search[] rests;
    private final LabelStore store;
    private final OrderedHeap heap;
    private final int goal;
    private final long[] vector;
    private final long[] least;

    /**
     * What is asked.
     *
     * @param criteria one or more, the most important first
     * @param limits the most that a way may come to, one per criterion; {@link Long#MAX_VALUE} = any
     * @param labelsMax when to stop
     */
    record Ask(
            int origin,
            int[] towards,
            List<Criterion> criteria,
            long[] limits,
            boolean onlyFirst,
            int withoutArc,
            int labelsMax) {}

    /** Whether ways that come to at least these sums are not wanted; must hold for all higher sums, too. */
    @FunctionalInterface
    interface Hopeless {
        boolean test(long[] leastSums);

        /** A way was found. */
        default void found(long[] sums) {}
    }

    /**
     * What was found.
     *
     * @param complete false: the limit of labels was reached, and there may be other ways, also better ones
     */
    record Front(List<Path> paths, boolean complete, int labels) {}

    private Labels(Graph graph, Ask ask, Hopeless hopeless, ArcOrder order) {
        this.graph = graph;
        this.ask = ask;
        this.hopeless = hopeless;
        this.order = order;
        roots = new boolean[graph.nodes()];
        for (int root : ask.towards()) roots[root] = true;
        int criteria = ask.criteria().size();
        rests = new Search[criteria];
        for (int i = 0; i < criteria; i++) {
            rests[i] = Search.all(
                    graph, ask.towards(), new Weighing.InTurn(ask.criteria().get(i), Criterion.METRIC));
        }
        goal = graph.nodes();
        store = new LabelStore(goal + 1, criteria);
        heap = new OrderedHeap(1024, this::comesBefore);
        vector = new long[criteria + 1];
        least = new long[criteria];
    }

    static Front find(Graph graph, Ask ask, Hopeless hopeless, ArcOrder order) {
        return new Labels(graph, ask, hopeless, order).run();
    }

    private Front run() {
        List<Path> paths = new ArrayList<>();
        if (roots[ask.origin()]) return new Front(List.of(new Path(List.of())), true, 0);
        if (!rests[0].isReached(ask.origin())) return new Front(List.of(), true, 0);
        extend(LabelStore.NONE, ask.origin());
        boolean complete = true;
        while (!heap.isEmpty()) {
            int label = heap.pop();
            if (store.isBeaten(label)) continue;
            if (roots[store.node(label)]) {
                paths.add(path(label));
                for (int i = 0; i < least.length; i++) least[i] = store.sum(label, i);
                hopeless.found(least);
                if (ask.onlyFirst()) break;
            } else if (store.size() >= ask.labelsMax()) {
                complete = false;
                break;
            } else {
                extend(label, store.node(label));
            }
        }
        return new Front(paths, complete, store.size());
    }

    private void extend(int label, int node) {
        for (int in = graph.first(node), end = graph.end(node); in < end; in++) {
            int next = graph.sender(in);
            if (next < 0 || next == ask.origin() || !rests[0].isReached(next)) continue;
            int arc = graph.back(in);
            if (!graph.isUsable(arc) || arc == ask.withoutArc()) continue;
            if (isWanted(label, arc, next)) {
                int added = store.add(roots[next] ? goal : next, next, label, arc, vector);
                if (added != LabelStore.NONE) heap.push(added);
            }
        }
    }

    /** Leaves the sums in {@link #vector}. */
    private boolean isWanted(int label, int arc, int next) {
        int criteria = least.length;
        for (int i = 0; i < criteria; i++) {
            Criterion criterion = ask.criteria().get(i);
            boolean ownPrice = label == LabelStore.NONE && criterion == Criterion.PRICE;
            long before = label == LabelStore.NONE ? 0 : store.sum(label, i);
            vector[i] = before + (ownPrice ? 0 : graph.value(arc, criterion));
            least[i] = vector[i] + rests[i].high(next);
            if (least[i] > ask.limits()[i]) return false;
        }
        vector[criteria] = (label == LabelStore.NONE ? 0 : store.sum(label, criteria)) + order.fingerprint(arc);
        for (int way = store.newestAt(goal); way != LabelStore.NONE; way = store.olderAt(way)) {
            if (isBeatenBy(way)) return false;
        }
        return !hopeless.test(least);
    }

    /** Whether a way that was found is better in one criterion and no worse in any than the least this one can come to. */
    private boolean isBeatenBy(int way) {
        boolean better = false;
        for (int i = 0; i < least.length; i++) {
            if (store.sum(way, i) > least[i]) return false;
            better |= store.sum(way, i) < least[i];
        }
        return better;
    }

    private boolean comesBefore(int one, int other) {
        for (int i = 0; i < least.length; i++) {
            long first = store.sum(one, i) + rests[i].high(store.node(one));
            long second = store.sum(other, i) + rests[i].high(store.node(other));
            if (first != second) return first < second;
        }
        return store.sum(one, least.length) < store.sum(other, least.length);
    }

    private Path path(int label) {
        List<Integer> arcs = new ArrayList<>();
        for (int at = label; at != LabelStore.NONE; at = store.cameFrom(at)) arcs.add(store.arc(at));
        return Path.over(graph, arcs.reversed());
    }
}
