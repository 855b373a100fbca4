package io.meshplane.route.domain.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * What an interface could ask, from what its users' next best ways would cost them, where everybody goes the cheapest way.
 *
 * <p>Each node stays up to a limit of its own: the price of its best way around the interface, less all else it pays on its best way
 * over it. The advice is the limit at which price times bytes is the most. Nodes that have no other way would pay anything;
 * they are told apart and do not raise the advice.
 *
 * @param price to ask, in price units; -1 = nobody who has a choice would come at any price
 * @param bytes that come at this price, the captive ones not counted
 * @param captiveBytes of nodes that have no other way
 */
public record PriceAdvice(long price, long bytes, long captiveBytes) {

    private record Limit(long price, long bytes) {}

    /**
     * Weighs the alternatives.
     *
     * @param slots the arcs that leave over the interface, all of one sender, whose own traffic does not count
     * @param bytes each node's own traffic
     */
    public static PriceAdvice of(Graph live, int[] slots, int[] roots, ArcOrder order, long[] bytes) {
        int seller = live.sender(slots[0]);
        Graph around = live.copy();
        Graph free = live.copy();
        for (int slot : slots) {
            if (live.sender(slot) != seller) throw new IllegalArgumentException("arcs of several senders");
            around.setCost(slot, Graph.ABSENT);
            free.setTerms(slot, 0, (int) live.value(slot, Criterion.LATENCY), (char) live.value(slot, Criterion.LOSS));
        }
        Ways without = Ways.choose(around, roots, Policy.CHEAPEST, order, 1);
        Ways over = Ways.choose(free, roots, Policy.CHEAPEST, order, 1);
        List<Limit> limits = new ArrayList<>();
        long captive = 0;
        for (int node = 0; node < live.nodes(); node++) {
            Path with = over.of(node);
            if (node == seller || with == null || bytes[node] == 0 || !passes(with, slots)) continue;
            Path other = without.of(node);
            if (other == null) captive = Math.addExact(captive, bytes[node]);
            else limits.add(limit(with, other, bytes[node]));
        }
        return best(limits, captive);
    }

    /** At equal prices the lower metric wins, and of equal metrics the names; there one unit less is safe. */
    private static Limit limit(Path with, Path other, long bytes) {
        long gap = other.total(Criterion.PRICE) - with.total(Criterion.PRICE);
        boolean winsTies = with.total(Criterion.METRIC) < other.total(Criterion.METRIC);
        return new Limit(winsTies ? gap : gap - 1, bytes);
    }

    private static boolean passes(Path path, int[] slots) {
        for (Path.Step step : path.steps()) for (int slot : slots) if (step.arc() == slot) return true;
        return false;
    }

    private static PriceAdvice best(List<Limit> limits, long captive) {
        limits.sort((a, b) -> Long.compare(b.price(), a.price()));
        PriceAdvice best = new PriceAdvice(-1, 0, captive);
        long bytes = 0;
        for (int i = 0; i < limits.size(); i++) {
            bytes = Math.addExact(bytes, limits.get(i).bytes());
            long price = limits.get(i).price();
            boolean more = i + 1 < limits.size() && limits.get(i + 1).price() == price;
            if (more || price < 0) continue;
            if (best.price < 0 || isMore(price, bytes, best)) best = new PriceAdvice(price, bytes, captive);
        }
        return best;
    }

    private static boolean isMore(long price, long bytes, PriceAdvice than) {
        long high = Math.multiplyHigh(price, bytes);
        long otherHigh = Math.multiplyHigh(than.price, than.bytes);
        return high != otherHigh ? high > otherHigh : Long.compareUnsigned(price * bytes, than.price * than.bytes) > 0;
    }
}
