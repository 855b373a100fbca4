package io.meshplane.route;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.event.RouteHop;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.Event;
import io.meshplane.route.domain.Hop;
import io.meshplane.route.domain.Port;
import io.meshplane.route.domain.PriceTag;
import io.meshplane.route.domain.Route;
import java.time.Instant;
import java.util.Base64;

/** Routes and prices of the domain as events of the contract. Their ids come from their whole content. */
public final class RouteEvents {
    private static final String INTERNET = "internet";

    /** A way; an unknown total, and the price of a hop that has none, are empty. */
    public static RouteChosen reachable(NetworkId network, Route route) {
        RouteChosen.Builder value = begin(network, route.node())
                .setReachable(true)
                .setGatewayId(route.gateway().value())
                .setMetric(route.metric())
                .setPrice(route.price().map(Price::toString).orElse(""));
        route.latencyMicros().ifPresent(value::setLatencyMicros);
        for (Hop hop : route.hops()) value.addHops(hop(hop));
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

    private static RouteHop hop(Hop hop) {
        RouteHop.Builder value = RouteHop.newBuilder()
                .setFromId(hop.from().value())
                .setToId(hop.to().value())
                .setInterface(hop.interfaceName())
                .setCost(hop.cost())
                .setPrice(hop.price() == null ? "" : hop.price().price().toString());
        if (hop.rttMicros() != null) value.setRttMicros(hop.rttMicros().intValue()); // back to its 32 bits
        return value.build();
    }

    /** Names a route by all that it says; the same route has the same name. */
    public static EventId id(RouteChosen route) {
        return EventId.derivedFrom("route", Base64.getEncoder().encodeToString(route.toByteArray()));
    }

    static Event<RouteChosen> event(RouteChosen route) {
        String key = route.getNetworkId() + "/" + route.getNodeId() + "/" + route.getDestination();
        return new Event<>(Topics.ROUTES, key, id(route), route);
    }

    static Event<PriceSet> priceSet(NetworkId network, Port port, PriceTag tag, String subject, Instant now) {
        PriceSet value = PriceSet.newBuilder()
                .setNetworkId(network.value())
                .setNodeId(port.node().value())
                .setInterface(port.interfaceName())
                .setPrice(tag.price().toString())
                .setAsset(tag.asset().toString())
                .setSetBy(subject)
                .setSetAtMs(now.toEpochMilli())
                .build();
        EventId id = EventId.derivedFrom("price", Base64.getEncoder().encodeToString(value.toByteArray()));
        return new Event<>(Topics.PRICES, network + "/" + port, id, value);
    }

    private RouteEvents() {}
}
