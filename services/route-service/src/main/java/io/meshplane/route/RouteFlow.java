package io.meshplane.route;

import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.route.domain.MeshGraph;
import io.meshplane.route.domain.Network;
import io.meshplane.route.domain.Network.Change;
import io.meshplane.route.domain.Route;
import io.meshplane.route.domain.RoutePolicy;
import io.meshplane.route.domain.RouteRules;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Facts come in, routes go out. The first change is dealt with at once, those of the next interval together; on one thread the routes
 * of the networks concerned are brought up to date, and what differs from {@code routes.v1} is published. What Kafka did not take stays
 * different and is tried again. Nothing is computed before all facts were read, so a restart publishes nothing if nothing changed.
 */
@ApplicationScoped
public class RouteFlow {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(RouteFlow.class);

    private final StateTopics stateTopics;
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Timer computation;
    private final RouteConfig config;
    private final RouteRules rules;
    private final RunnerUps runnerUps;
    private final RouteWaits waits;
    private final Map<NetworkId, NetworkRoutes> networks = new ConcurrentHashMap<>();
    private final Set<NetworkId> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long lastRunNanos = System.nanoTime();
    private final ScheduledExecutorService worker = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("routes").factory(), new ThreadPoolExecutor.DiscardPolicy());

    RouteFlow(
            StateTopics stateTopics,
            EventPublisher publisher,
            InstantSource clock,
            MeterRegistry meters,
            RouteConfig config) {
        this.stateTopics = stateTopics;
        this.publisher = publisher;
        this.clock = clock;
        this.meters = meters;
        this.config = config;
        this.rules = ConfiguredRules.of(config);
        this.runnerUps = new RunnerUps(config.runnerUpWork(), config.limits().labels());
        this.waits = new RouteWaits(config.limits().waiting());
        this.computation = Timer.builder("route.computation")
                .description("Bringing the routes of a network up to date")
                .register(meters);
        Gauge.builder("route.waiting", waits, RouteWaits::waiting)
                .description("Requests that wait for a new route")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        long tick = config.clockInterval().toMillis();
        Future<?> _ = worker.scheduleWithFixedDelay(this::letTimePass, tick, tick, TimeUnit.MILLISECONDS);
    }

    /** A route as callers see it; empty = no way. */
    public record Chosen(NetworkId network, NodeId node, RoutePolicy policy, Optional<Route> route) {
        /** What {@code routes.v1} says when it is up to date. */
        public RouteChosen asEvent() {
            return route.map(way -> RouteEvents.reachable(network, way, policy))
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
        Instant now = clock.instant();
        for (NetworkId network : networks.keySet()) apply(network, facts -> facts.leave(node, now));
    }

    /** What lies on {@code routes.v1}. */
    public void confirm(NetworkId network, RouteChosen event) {
        if (routes(network).confirm(event)) recomputeSoon(network);
    }

    /** Whether all facts were read that were there at the start. */
    public boolean isReady() {
        return stateTopics.behind().isEmpty();
    }

    /** Asks about the facts of a network. */
    public <T> T read(NetworkId network, Function<Network, T> question) {
        NetworkRoutes routes = networks.get(network);
        return routes == null ? question.apply(new Network(rules)) : routes.read(question);
    }

    /** The mesh of a network as of now; empty while routes were not computed yet. */
    public Optional<MeshGraph> mesh(NetworkId network) {
        NetworkRoutes routes = networks.get(network);
        if (routes == null) return isReady() ? Optional.of(new Network(rules).snapshot()) : Optional.empty();
        return routes.isChosen() ? Optional.of(routes.snapshot()) : Optional.empty();
    }

    /** Routes of members by node id; empty while they were not computed yet. */
    public Optional<List<Chosen>> page(NetworkId network, String after, int limit) {
        if (!isChosen(network)) return Optional.empty();
        return Optional.of(read(
                network,
                facts -> facts.members(after, limit).stream()
                        .map(node -> new Chosen(network, node, facts.policy(), facts.route(node)))
                        .toList()));
    }

    /** Whether a node is a member of the network. */
    public boolean isMember(NetworkId network, NodeId node) {
        return read(network, facts -> facts.membership(node).isPresent());
    }

    /** A member's route; empty while routes were not computed yet. */
    public Optional<Chosen> route(NetworkId network, NodeId node) {
        if (!isChosen(network)) return Optional.empty();
        return Optional.of(read(network, facts -> new Chosen(network, node, facts.policy(), facts.route(node))));
    }

    /**
     * A member's route as soon as it is another than the caller has.
     *
     * @param known whether the caller has it
     * @param patience after which the route is given as it is
     */
    public Uni<Optional<Chosen>> route(
            NetworkId network, NodeId node, Predicate<Optional<Chosen>> known, Duration patience) {
        Optional<Chosen> now = route(network, node);
        if (patience.isZero() || !known.test(now)) return Uni.createFrom().item(now);
        return waits.next(node, () -> known.test(route(network, node)))
                .ifNoItem()
                .after(patience)
                .recoverWithUni(Uni.createFrom().voidItem())
                .emitOn(Infrastructure.getDefaultWorkerPool()) // the thread that computes routes writes no answers
                .map(_ -> route(network, node));
    }

    private boolean isChosen(NetworkId network) {
        NetworkRoutes routes = networks.get(network);
        return routes == null ? isReady() : routes.isChosen();
    }

    private NetworkRoutes routes(NetworkId network) {
        return networks.computeIfAbsent(network, id -> new NetworkRoutes(id, rules, runnerUps));
    }

    private void letTimePass() {
        Instant now = clock.instant();
        networks.forEach((id, routes) -> {
            try {
                if (routes.isChosen() && routes.apply(facts -> facts.advance(now)) == Change.CHANGED) {
                    recomputeSoon(id);
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "time did not pass network=%s", id);
            }
        });
    }

    private void recomputeSoon(NetworkId network) {
        changed.add(network);
        long sinceLast = System.nanoTime() - lastRunNanos;
        schedule(Duration.ofNanos(Math.max(0, config.recomputeInterval().toNanos() - sinceLast)));
    }

    private void schedule(Duration delay) {
        if (!scheduled.compareAndSet(false, true)) return;
        Future<?> _ = worker.schedule(this::recompute, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void recompute() {
        scheduled.set(false);
        if (!isReady()) {
            schedule(config.recomputeInterval());
            return;
        }
        for (NetworkId network : List.copyOf(changed)) {
            changed.remove(network); // before its facts are read: a change from now on asks again
            try {
                NetworkRoutes routes = routes(network);
                long start = System.nanoTime();
                waits.changed(routes.choose(clock.instant()));
                computation.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                publish(network, routes);
            } catch (RuntimeException e) {
                LOG.errorf(e, "routes not computed network=%s", network);
            }
        }
        lastRunNanos = System.nanoTime();
    }

    /** Portion by portion; what changes meanwhile comes with a later one. */
    private void publish(NetworkId network, NetworkRoutes routes) {
        List<Event<RouteChosen>> portion = routes.beginPublication();
        if (portion.isEmpty()) return;
        publisher
                .publishAll(portion)
                .subscribe()
                .with(
                        done -> {
                            routes.acknowledged(portion);
                            portion.forEach(this::count);
                            worker.execute(() -> publish(network, routes));
                        },
                        failure -> {
                            LOG.warnf("routes not published network=%s failure=%s", network, failure.toString());
                            routes.failed(portion);
                            changed.add(network);
                            schedule(PAUSE_AFTER_FAILURE);
                        });
    }

    private void count(Event<RouteChosen> event) {
        String outcome = event.value().getReachable() ? "reachable" : "unreachable";
        meters.counter("route.changes", "outcome", outcome).increment();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.shutdownNow();
    }
}
