package io.meshplane.route;

import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.route.domain.Network;
import io.meshplane.route.domain.Network.Change;
import io.meshplane.route.domain.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Facts come in, routes go out. A change is gathered with others for an interval; then the routes of the networks concerned are
 * computed on one thread, and what differs from {@code routes.v1} is published. What Kafka did not take stays different and is
 * tried again. Nothing is computed before all facts were read, so a restart publishes nothing if nothing changed.
 */
@ApplicationScoped
public class RouteFlow {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int PUBLISHED_AT_ONCE = 500;
    private static final Logger LOG = Logger.getLogger(RouteFlow.class);

    private final StateTopics stateTopics;
    private final EventPublisher publisher;
    private final MeterRegistry meters;
    private final Timer computation;
    private final Duration interval;
    private final Map<NetworkId, NetworkRoutes> networks = new ConcurrentHashMap<>();
    private final Set<NetworkId> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledExecutorService worker = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("routes").factory(), new ThreadPoolExecutor.DiscardPolicy());

    RouteFlow(StateTopics stateTopics, EventPublisher publisher, MeterRegistry meters, RouteConfig config) {
        this.stateTopics = stateTopics;
        this.publisher = publisher;
        this.meters = meters;
        this.computation = Timer.builder("route.computation")
                .description("Computing all routes of a network")
                .register(meters);
        this.interval = config.recomputeInterval();
        if (interval.compareTo(Duration.ofMillis(10)) < 0 || interval.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("meshplane.route.recompute-interval outside 10 ms to 10 s: " + interval);
        }
    }

    /** A route as callers see it; empty = no way. */
    public record Chosen(NetworkId network, NodeId node, Optional<Route> route) {
        /** What {@code routes.v1} says when it is up to date. */
        public RouteChosen asEvent() {
            return route.map(way -> RouteEvents.reachable(network, way))
                    .orElseGet(() -> RouteEvents.unreachable(network, node));
        }
    }

    /** A fact about a network came in. */
    public Change apply(NetworkId network, Function<Network, Change> fact) {
        Change change = routes(network).apply(fact);
        if (change == Change.CHANGED) recomputeSoon(network);
        return change;
    }

    /** A node that no network knows any more. */
    public void forget(NodeId node) {
        for (NetworkId network : networks.keySet()) apply(network, facts -> facts.leave(node));
    }

    /** What lies on {@code routes.v1}. */
    public void confirm(NetworkId network, RouteChosen event) {
        NetworkRoutes routes = routes(network);
        // read late, an older route may be news here: what is chosen must have the last word on the topic
        boolean news = routes.confirm(event);
        if (news || routes.chosen() == null) recomputeSoon(network);
    }

    /** Whether all facts were read that were there at the start. */
    public boolean isReady() {
        return stateTopics.behind().isEmpty();
    }

    /** Asks about the facts of a network. */
    public <T> T read(NetworkId network, Function<Network, T> question) {
        NetworkRoutes routes = networks.get(network);
        return routes == null ? question.apply(new Network()) : routes.read(question);
    }

    /** Routes of members by node id; empty while they were not computed yet. */
    public Optional<List<Chosen>> page(NetworkId network, String after, int limit) {
        return chosen(network)
                .map(ways -> read(
                        network,
                        facts -> facts.members().keySet().stream()
                                .filter(node -> node.value().compareTo(after) > 0)
                                .limit(limit)
                                .map(node -> new Chosen(network, node, Optional.ofNullable(ways.get(node))))
                                .toList()));
    }

    /** Whether a node is a member of the network. */
    public boolean isMember(NetworkId network, NodeId node) {
        return read(network, facts -> facts.members().containsKey(node));
    }

    /** A member's route; empty while routes were not computed yet. */
    public Optional<Chosen> route(NetworkId network, NodeId node) {
        return chosen(network).map(ways -> new Chosen(network, node, Optional.ofNullable(ways.get(node))));
    }

    private Optional<SortedMap<NodeId, Route>> chosen(NetworkId network) {
        NetworkRoutes routes = networks.get(network);
        if (routes != null) return Optional.ofNullable(routes.chosen());
        return isReady() ? Optional.of(Collections.emptySortedMap()) : Optional.empty();
    }

    private NetworkRoutes routes(NetworkId network) {
        return networks.computeIfAbsent(network, NetworkRoutes::new);
    }

    private void recomputeSoon(NetworkId network) {
        changed.add(network);
        schedule(interval);
    }

    private void schedule(Duration delay) {
        if (!scheduled.compareAndSet(false, true)) return;
        Future<?> _ = worker.schedule(this::recompute, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void recompute() {
        scheduled.set(false);
        if (!isReady()) {
            schedule(interval);
            return;
        }
        for (NetworkId network : List.copyOf(changed)) {
            changed.remove(network); // before its facts are read: a change from now on asks again
            try {
                NetworkRoutes routes = routes(network);
                computation.record(routes::choose);
                publish(network, routes);
            } catch (RuntimeException e) {
                LOG.errorf(e, "routes not computed network=%s", network);
            }
        }
    }

    private void publish(NetworkId network, NetworkRoutes routes) {
        List<Event<RouteChosen>> events = routes.beginPublication();
        if (events == null) {
            recomputeSoon(network); // looks again when the running one may have ended
            return;
        }
        if (events.isEmpty()) return;
        Multi.createFrom()
                .iterable(chunks(events))
                .onItem()
                .transformToUniAndConcatenate(chunk -> publish(routes, chunk))
                .collect()
                .last()
                .subscribe()
                .with(done -> routes.endPublication(), failure -> {
                    LOG.warnf("routes not published network=%s failure=%s", network, failure.toString());
                    routes.endPublication();
                    changed.add(network);
                    schedule(PAUSE_AFTER_FAILURE);
                });
    }

    private Uni<Void> publish(NetworkRoutes routes, List<Event<RouteChosen>> chunk) {
        return publisher.publishAll(chunk).invoke(() -> {
            for (Event<RouteChosen> event : chunk) {
                boolean _ = routes.confirm(event.value());
                String outcome = event.value().getReachable() ? "reachable" : "unreachable";
                meters.counter("route.changes", "outcome", outcome).increment();
            }
        });
    }

    private static List<List<Event<RouteChosen>>> chunks(List<Event<RouteChosen>> events) {
        List<List<Event<RouteChosen>>> chunks = new ArrayList<>();
        for (int from = 0; from < events.size(); from += PUBLISHED_AT_ONCE) {
            chunks.add(events.subList(from, Math.min(from + PUBLISHED_AT_ONCE, events.size())));
        }
        return chunks;
    }

    void stop(@Observes ShutdownEvent event) {
        worker.shutdownNow();
    }
}
