package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A way through the graph and what it comes to; every total is the sum of its steps' terms, exactly.
 *
 * <p>Who pays whom: the seller of a hop is the node that forwards over it, at the price of the interface it sends on. A node does not
 * sell to itself, so the first step's price is 0 whatever the node asks of others; nor does the gateway, which sends over no hop of
 * the mesh. So it is in Althea: on the chain D–C–B–A with fees 5, 7 and 11, B pays 5 and A pays 12 towards D.
 *
 * @param steps in the order of traffic; empty at the destination itself
 */
public record Path(List<Step> steps) {

    /**
     * One hop with its terms.
     *
     * @param arc its slot, as long as the graph does not change
     * @param price what the traveller pays for it; 0 on the first
     */
    public record Step(int arc, int from, int to, long metric, long price, long latencyMicros, long loss) {
        /** Whether only the slot may differ. */
        boolean saysTheSameAs(Step other) {
            return equals(
                    new Step(arc, other.from, other.to, other.metric, other.price, other.latencyMicros, other.loss));
        }

        /** One term. */
        public long term(Criterion criterion) {
            return switch (criterion) {
                case METRIC -> metric;
                case PRICE -> price;
                case LATENCY -> latencyMicros;
                case LOSS -> loss;
            };
        }
    }

    public Path {
        steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).from() != steps.get(i - 1).to()) throw new IllegalArgumentException("broken at step " + i);
        }
    }

    /**
     * Reads the terms off the graph.
     *
     * @param arcs slots in the order of traffic, each beginning where the one before ends
     */
    public static Path over(Graph graph, List<Integer> arcs) {
        List<Step> steps = new ArrayList<>(arcs.size());
        for (int arc : arcs) {
            steps.add(new Step(
                    arc,
                    graph.sender(arc),
                    graph.receiver(arc),
                    graph.value(arc, Criterion.METRIC),
                    steps.isEmpty() ? 0 : graph.value(arc, Criterion.PRICE),
                    graph.value(arc, Criterion.LATENCY),
                    graph.value(arc, Criterion.LOSS)));
        }
        return new Path(steps);
    }

    /** The sum of one term over all steps. */
    public long total(Criterion criterion) {
        long sum = 0;
        for (Step step : steps) sum += step.term(criterion);
        return sum;
    }

    /** The slot of the first hop; -1 if there is none. */
    public int firstArc() {
        return steps.isEmpty() ? -1 : steps.getFirst().arc();
    }

    /** The node numbers on the way, the first one included where there is a step. */
    public List<Integer> nodes() {
        List<Integer> nodes = new ArrayList<>(steps.size() + 1);
        for (Step step : steps) nodes.add(step.from());
        if (!steps.isEmpty()) nodes.add(steps.getLast().to());
        return nodes;
    }
}
