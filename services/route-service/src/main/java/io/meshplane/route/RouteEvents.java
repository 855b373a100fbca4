package io.meshplane.route;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.event.RouteHop;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.Event;
import io.meshplane.route.domain.Hop;
import io.meshplane.route.domain.RememberedWays.Step;
import io.meshplane.route.domain.Route;
import io.meshplane.route.domain.RoutePolicy;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Routes of the domain as events of the contract. Their ids come from their whole content but for the runner-up. */
public final class RouteEvents {
    /** The class of destinations that gateways lead to. */
    public static final String INTERNET = "internet";

    /** A way; an unknown total, and the price of a hop that has none, are empty. */
    public static RouteChosen reachable(NetworkId network, Route route, RoutePolicy policy) {
        RouteChosen.Builder value = begin(network, route.node())
                .setReachable(true)
                .setGatewayId(route.destination().value())
                .setMetric(route.metric())
                .setPrice(route.price().map(Price::toString).orElse(""))
                .setAsset(route.asset().map(Asset::toString).orElse(""))
                .setUnpricedHops(route.unpricedHops())
                .setPolicy(policy.kind().name().toLowerCase(Locale.ROOT));
        route.latencyMicros().ifPresent(value::setLatencyMicros);
        route.lossPpm().ifPresent(loss -> value.setLossPpm((int) loss));
        for (int i = 0; i < route.hops().size(); i++)
            value.addHops(hop(route.hops().get(i), i == 0));
        return value.build();
    }

    /** No way any more. */
    public static RouteChosen unreachable(NetworkId network, NodeId node) {
        return begin(network, node).build();
    }

    private static RouteChosen.Builder begin(NetworkId network, NodeId node) {
        return RouteChosen.newBuilder()
                .setNetworkId(network.value())
                .setNodeId(node.value())
                .setDestination(INTERNET);
    }

    private static RouteHop hop(Hop hop, boolean own) {
        String price = hop.price() == null ? "" : hop.price().price().toString();
        RouteHop.Builder value = RouteHop.newBuilder()
                .setFromId(hop.from().value())
                .setToId(hop.to().value())
                .setInterface(hop.interfaceName())
                .setCost(hop.cost())
                .setPrice(price)
                .setPaid(own ? Price.FREE.toString() : price);
        if (hop.rttMicros() != null) value.setRttMicros(hop.rttMicros().intValue()); // back to its 32 bits
        if (hop.lossPpm() != null) value.setLossPpm(hop.lossPpm());
        return value.build();
    }

    /** The hops of an event by their names. */
    static List<Step> way(RouteChosen event) {
        return event.getHopsList().stream()
                .map(hop -> new Step(new NodeId(hop.getFromId()), hop.getInterface(), new NodeId(hop.getToId())))
                .toList();
    }

    /** Names a route by all that it says; the same route has the same name, whatever its runner-up. */
    public static EventId id(RouteChosen route) {
        RouteChosen plain =
                route.hasRunnerUp() ? route.toBuilder().clearRunnerUp().build() : route;
        return EventId.derivedFrom("route", Base64.getEncoder().encodeToString(plain.toByteArray()));
    }

    static Event<RouteChosen> event(RouteChosen route) {
        String key = route.getNetworkId() + "/" + route.getNodeId() + "/" + route.getDestination();
        return new Event<>(Topics.ROUTES, key, id(route), route);
    }

    private RouteEvents() {}
}
