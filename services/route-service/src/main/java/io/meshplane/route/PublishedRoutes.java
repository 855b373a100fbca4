package io.meshplane.route;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.event.Event;
import io.meshplane.route.domain.MeshGraph;
import io.meshplane.route.domain.Network;
import io.meshplane.route.domain.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What {@code routes.v1} says of one network, by the ids of its events, and whose route may differ from it. Not thread-safe. */
final class PublishedRoutes {
    private final NetworkId network;
    private final RunnerUps runnerUps;
    private final Map<NodeId, Told> told = new HashMap<>();
    private final Set<NodeId> differing = new LinkedHashSet<>();
    /** Events of our own that have not come back over the topic yet, and how often each. */
    private final Map<EventId, Integer> ours = new HashMap<>();

    private record Told(EventId id, boolean reachable) {}

    PublishedRoutes(NetworkId network, RunnerUps runnerUps) {
        this.network = network;
        this.runnerUps = runnerUps;
    }

    /**
     * Takes in what lies on the topic.
     *
     * @return whether somebody else wrote it, or this process before it was started anew, and it is news
     */
    boolean confirm(RouteChosen event) {
        EventId id = RouteEvents.id(event);
        if (comesBack(id)) return false;
        NodeId node = new NodeId(event.getNodeId());
        Told known = told.get(node);
        if (known != null && known.id().equals(id)) return false;
        told.put(node, new Told(id, event.getReachable()));
        differing.add(node);
        return true;
    }

    private boolean comesBack(EventId id) {
        Integer times = ours.get(id);
        if (times == null) return false;
        if (times == 1) ours.remove(id);
        else ours.put(id, times - 1);
        return true;
    }

    /** These nodes have another route than before. */
    void differ(Collection<NodeId> nodes) {
        differing.addAll(nodes);
    }

    /**
     * Some of the events that make the topic say what was chosen; none if it does. They count as under way until told otherwise.
     *
     * @param mesh of the same moment
     */
    List<Event<RouteChosen>> changes(Network chosen, Supplier<MeshGraph> mesh, int limit) {
        List<Event<RouteChosen>> changes = new ArrayList<>();
        boolean few = runnerUps.areWorthIt(differing.size(), chosen.size());
        for (Iterator<NodeId> nodes = differing.iterator(); nodes.hasNext() && changes.size() < limit; ) {
            NodeId node = nodes.next();
            nodes.remove();
            Optional<Route> route = chosen.route(node);
            RouteChosen event = route.map(way -> RouteEvents.reachable(network, way, chosen.policy()))
                    .orElseGet(() -> RouteEvents.unreachable(network, node));
            EventId id = RouteEvents.id(event);
            Told known = told.get(node);
            boolean silent = known == null ? !event.getReachable() : known.id().equals(id);
            if (silent) continue;
            if (few && route.isPresent()) event = runnerUps.add(event, route.get(), mesh.get());
            ours.merge(id, 1, Integer::sum);
            changes.add(RouteEvents.event(event));
        }
        return changes;
    }

    /** They are on the topic. */
    void acknowledged(List<Event<RouteChosen>> portion) {
        for (Event<RouteChosen> event : portion) {
            told.put(
                    new NodeId(event.value().getNodeId()),
                    new Told(event.id(), event.value().getReachable()));
        }
    }

    /** They may or may not be on the topic. */
    void failed(List<Event<RouteChosen>> portion) {
        for (Event<RouteChosen> event : portion)
            differing.add(new NodeId(event.value().getNodeId()));
    }
}
