package io.meshplane.route.domain.graph;

/** By what a network chooses its ways. */
public sealed interface Policy {
    /** The lowest price; of equal ones the lower metric. */
    Policy CHEAPEST = new Least(Criterion.PRICE, Criterion.METRIC);
    /** The lowest latency; of equal ones the lower metric. A hop that nobody measured counts as what the builder of the graph says. */
    Policy FASTEST = new Least(Criterion.LATENCY, Criterion.METRIC);
    /** The lowest metric, as Babel chooses; of equal ones the lower price. */
    Policy NEAREST = new Least(Criterion.METRIC, Criterion.PRICE);

    /** One criterion, and of ways equal in it another. */
    record Least(Criterion first, Criterion then) implements Policy {}

    /** Price against quality. */
    record Balanced(Balance rule) implements Policy {}
}
