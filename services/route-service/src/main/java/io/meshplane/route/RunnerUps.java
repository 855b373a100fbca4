package io.meshplane.route;

import io.meshplane.contracts.event.RouteAlternative;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.MeshGraph;
import io.meshplane.route.domain.Route;
import io.meshplane.route.domain.RouteQuestions;
import java.util.Optional;

/**
 * Looks up what nodes would turn to, for the events of their routes.
 *
 * @param work routes of one computation times nodes, above which none gets one: a new route must not wait for its runner-up
 * @param labels see {@link RouteQuestions}
 */
record RunnerUps(long work, int labels) {
    /** Whether so many routes of so many nodes get one. */
    boolean areWorthIt(int routes, int nodes) {
        return (long) routes * nodes <= work;
    }

    /** The event with its runner-up, if there is one. Its id stays the same. */
    RouteChosen add(RouteChosen event, Route route, MeshGraph mesh) {
        Optional<Route> other = new RouteQuestions(mesh, labels).runnerUp(route);
        return other.map(way -> event.toBuilder().setRunnerUp(alternative(way)).build())
                .orElse(event);
    }

    private static RouteAlternative alternative(Route way) {
        RouteAlternative.Builder value = RouteAlternative.newBuilder()
                .setGatewayId(way.destination().value())
                .setToId(way.hops().getFirst().to().value())
                .setInterface(way.hops().getFirst().interfaceName())
                .setMetric(way.metric())
                .setPrice(way.price().map(Price::toString).orElse(""));
        way.latencyMicros().ifPresent(value::setLatencyMicros);
        return value.build();
    }
}
