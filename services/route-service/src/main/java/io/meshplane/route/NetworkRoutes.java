package io.meshplane.route;

import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.event.Event;
import io.meshplane.route.domain.Network;
import io.meshplane.route.domain.Network.Change;
import io.meshplane.route.domain.Route;
import io.meshplane.route.domain.RouteRules;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One network in memory: its facts, the routes that follow, and those on Kafka. Thread-safe by its own lock. */
final class NetworkRoutes {
    private final Network facts = new Network();
    private final PublishedRoutes published;
    private @Nullable SortedMap<NodeId, Route> chosen;
    private boolean publishing;

    NetworkRoutes(NetworkId id) {
        this.published = new PublishedRoutes(id);
    }

    synchronized Change apply(Function<Network, Change> fact) {
        return fact.apply(facts);
    }

    synchronized <T> T read(Function<Network, T> question) {
        return question.apply(facts);
    }

    /** See {@link PublishedRoutes#confirm}. */
    synchronized boolean confirm(RouteChosen event) {
        return published.confirm(event);
    }

    /** The routes as computed last; null before the first time. */
    synchronized @Nullable SortedMap<NodeId, Route> chosen() {
        return chosen;
    }

    /** Computes all routes. */
    synchronized void choose() {
        chosen = Collections.unmodifiableSortedMap(RouteRules.choose(facts));
    }

    /** What must be published now, or null while an earlier publication is under way; ends with {@link #endPublication}. */
    synchronized @Nullable List<Event<RouteChosen>> beginPublication() {
        if (publishing || chosen == null) return null;
        List<Event<RouteChosen>> changes = published.changes(chosen);
        publishing = !changes.isEmpty();
        return changes;
    }

    synchronized void endPublication() {
        publishing = false;
    }
}
