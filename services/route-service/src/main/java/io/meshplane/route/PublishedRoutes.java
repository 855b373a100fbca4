package io.meshplane.route;

import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.event.Event;
import io.meshplane.route.domain.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code routes.v1} says of one network, and what of it is no longer so. Not thread-safe. */
final class PublishedRoutes {
    private final NetworkId network;
    private final Map<NodeId, Entry> entries = new TreeMap<>(Comparator.comparing(NodeId::value));

    /** @param route what the event was made of; null if an earlier start made it, or it says that there is no way */
    private record Entry(RouteChosen event, @Nullable Route route) {}

    PublishedRoutes(NetworkId network) {
        this.network = network;
    }

    /**
     * Takes in what lies on the topic, or was acknowledged there.
     *
     * @return whether it says something else than was known
     */
    boolean confirm(RouteChosen event) {
        NodeId node = new NodeId(event.getNodeId());
        Entry known = entries.get(node);
        if (known != null && known.event().equals(event)) return false;
        entries.put(node, new Entry(event, null));
        return true;
    }

    /** The events that make the topic say what was chosen; none if it does. */
    List<Event<RouteChosen>> changes(SortedMap<NodeId, Route> chosen) {
        List<Event<RouteChosen>> changes = new ArrayList<>();
        for (Route route : chosen.values()) {
            Entry known = entries.get(route.node());
            if (known != null && route.equals(known.route())) continue;
            RouteChosen event = RouteEvents.reachable(network, route);
            if (known != null && known.event().equals(event)) entries.put(route.node(), new Entry(event, route));
            else changes.add(RouteEvents.event(event));
        }
        entries.forEach((node, known) -> {
            if (known.event().getReachable() && !chosen.containsKey(node)) {
                changes.add(RouteEvents.event(RouteEvents.unreachable(network, node)));
            }
        });
        return changes;
    }
}
