package io.meshplane.route;

import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.event.Event;
import io.meshplane.route.domain.MeshGraph;
import io.meshplane.route.domain.Network;
import io.meshplane.route.domain.Network.Change;
import io.meshplane.route.domain.RouteRules;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One network in memory: its facts, the routes that follow, and those on Kafka. Thread-safe by its own lock. */
final class NetworkRoutes {
    private static final int PUBLISHED_AT_ONCE = 500;

    private final Network facts;
    private final PublishedRoutes published;
    private boolean chosen;
    private boolean publishing;
    private @Nullable MeshGraph snapshot;
    private long snapshotVersion;

    NetworkRoutes(NetworkId id, RouteRules rules, RunnerUps runnerUps) {
        this.facts = new Network(rules);
        this.published = new PublishedRoutes(id, runnerUps);
    }

    synchronized Change apply(Function<Network, Change> fact) {
        return fact.apply(facts);
    }

    synchronized <T> T read(Function<Network, T> question) {
        return question.apply(facts);
    }

    /** What lies on {@code routes.v1}; returns whether somebody else wrote it. */
    synchronized boolean confirm(RouteChosen event) {
        if (!published.confirm(event)) return false;
        facts.remember(new NodeId(event.getNodeId()), RouteEvents.way(event));
        return true;
    }

    /** Whether routes were computed at all. */
    synchronized boolean isChosen() {
        return chosen;
    }

    /** Computes routes; returns whose differ from before. */
    synchronized List<NodeId> choose(Instant now) {
        chosen = true;
        List<NodeId> differing = facts.choose(now);
        published.differ(differing);
        return differing;
    }

    /** The mesh as of now, to be read by anybody. */
    synchronized MeshGraph snapshot() {
        if (snapshot == null || snapshotVersion != facts.version()) {
            snapshot = facts.snapshot();
            snapshotVersion = facts.version();
        }
        return snapshot;
    }

    /**
     * A portion of what must be published now; empty if there is nothing, or an earlier portion is under way. Ends with
     * {@link #acknowledged} or {@link #failed}.
     */
    synchronized List<Event<RouteChosen>> beginPublication() {
        if (publishing || !chosen) return List.of();
        List<Event<RouteChosen>> changes = published.changes(facts, this::snapshot, PUBLISHED_AT_ONCE);
        publishing = !changes.isEmpty();
        return changes;
    }

    synchronized void acknowledged(List<Event<RouteChosen>> portion) {
        publishing = false;
        published.acknowledged(portion);
    }

    synchronized void failed(List<Event<RouteChosen>> portion) {
        publishing = false;
        published.failed(portion);
    }
}
