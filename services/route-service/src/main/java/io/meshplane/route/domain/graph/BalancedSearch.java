package io.meshplane.route.domain.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The best way of one node by {@link Balance}, over all simple paths.
 *
 * <p>Above the floor the score is concave in (price, metric), so its least lies on a corner of the lower left hull of all ways' (price,
 * metric). The hull is found by searches with a weighed sum: of the edge between two corners, one search with the weights that make
 * both equal either finds a corner below it or shows that there is none. Each search finds a corner or closes an edge, and corners
 * are distinct: h corners end it after 2h + 1 searches. The sums are exact ({@link Search}).
 *
 * <p>The floor breaks the concavity: the score is flat in price up to it. Ways above the hull can then win, but only between the two
 * corners on either side of the floor: below it the dearer corner has the lower metric and so the better score; above it the score
 * is concave. That one gap is searched by labels, led by the best score so far.
 */
final class BalancedSearch {
    private final Graph graph;
    private final int[] roots;
    private final int origin;
    private final int withoutArc;
    private final Balance rule;
    private final ArcOrder order;
    private Path best = new Path(List.of());
    private int searches;

    /** The two corners around a gap. */
    private record Edge(Path cheap, Path dear) {
        long priceStep() {
            return dear.total(Criterion.PRICE) - cheap.total(Criterion.PRICE);
        }

        long metricStep() {
            return cheap.total(Criterion.METRIC) - dear.total(Criterion.METRIC);
        }
    }

    /** @param complete false: the floor's gap could not be searched to its end, there may be a better way */
    record Found(Path path, boolean complete, int searches) {}

    private BalancedSearch(Graph graph, int[] roots, int origin, int withoutArc, Balance rule, ArcOrder order) {
        this.graph = graph;
        this.roots = roots;
        this.origin = origin;
        this.withoutArc = withoutArc;
        this.rule = rule;
        this.order = order;
    }

    static Optional<Found> find(
            Graph graph, int[] roots, int origin, int withoutArc, Balance rule, ArcOrder order, int labelsMax) {
        return new BalancedSearch(graph, roots, origin, withoutArc, rule, order).run(labelsMax);
    }

    private Optional<Found> run(int labelsMax) {
        Optional<Path> cheapest = search(new Weighing.InTurn(Criterion.PRICE, Criterion.METRIC));
        Optional<Path> nearest = search(new Weighing.InTurn(Criterion.METRIC, Criterion.PRICE));
        if (cheapest.isEmpty() || nearest.isEmpty()) return Optional.empty();
        best = cheapest.get();
        consider(nearest.get());
        Optional<Edge> gap = hull(new Edge(cheapest.get(), nearest.get()));
        boolean complete = gap.isEmpty() || searchGap(gap.get(), labelsMax);
        return Optional.of(new Found(best, complete, searches));
    }

    /** Visits every corner; returns the edge that crosses the floor, if one does. */
    private Optional<Edge> hull(Edge whole) {
        Deque<Edge> open = new ArrayDeque<>(List.of(whole));
        Optional<Edge> crossing = Optional.empty();
        while (!open.isEmpty()) {
            Edge edge = open.pop();
            if (edge.priceStep() == 0) continue;
            Weighing across = new Weighing.Sum(Criterion.PRICE, edge.metricStep(), Criterion.METRIC, edge.priceStep());
            Path corner = search(across).orElseThrow();
            if (isBelow(corner, edge)) {
                consider(corner);
                open.push(new Edge(corner, edge.dear()));
                open.push(new Edge(edge.cheap(), corner));
            } else if (edge.cheap().total(Criterion.PRICE) < rule.floor()
                    && edge.dear().total(Criterion.PRICE) > rule.floor()) {
                crossing = Optional.of(edge);
            }
        }
        return crossing;
    }

    private static boolean isBelow(Path corner, Edge edge) {
        long right = corner.total(Criterion.PRICE) - edge.cheap().total(Criterion.PRICE);
        long down = edge.cheap().total(Criterion.METRIC) - corner.total(Criterion.METRIC);
        // down / right > metricStep / priceStep, without rounding or wrapping
        int byHigh =
                Long.compare(Math.multiplyHigh(down, edge.priceStep()), Math.multiplyHigh(right, edge.metricStep()));
        return byHigh != 0 ? byHigh > 0 : Long.compareUnsigned(down * edge.priceStep(), right * edge.metricStep()) > 0;
    }

    private boolean searchGap(Edge gap, int labelsMax) {
        long[] limits = {gap.dear().total(Criterion.PRICE), gap.cheap().total(Criterion.METRIC)};
        Labels.Ask ask = new Labels.Ask(
                origin, roots, List.of(Criterion.PRICE, Criterion.METRIC), limits, false, withoutArc, labelsMax);
        long[] bestSums = {best.total(Criterion.PRICE), best.total(Criterion.METRIC)};
        Labels.Front front = Labels.find(graph, ask, new WorseThan(rule, bestSums), order);
        searches += 3; // two for what the rest must cost, one for the labels
        for (Path path : front.paths()) consider(path);
        return front.complete();
    }

    private Optional<Path> search(Weighing weighing) {
        searches++;
        return Search.from(origin, graph, roots, weighing, withoutArc).path(origin, order);
    }

    private void consider(Path path) {
        if (rule.compare(path, best) < 0) best = path;
    }
}
