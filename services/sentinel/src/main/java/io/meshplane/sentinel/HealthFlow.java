package io.meshplane.sentinel;

import io.meshplane.contracts.event.HealthJudged;
import io.meshplane.contracts.event.ProbeObserved;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.sentinel.domain.HealthDecision;
import io.meshplane.sentinel.domain.HealthDecision.Change;
import io.meshplane.sentinel.domain.HealthRules;
import io.meshplane.sentinel.domain.Observation;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.PoolState;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Observations in, judgements out. An instance judges the pools whose observations Kafka assigns to it. */
@ApplicationScoped
public class HealthFlow {
    private static final Logger LOG = Logger.getLogger(HealthFlow.class);
    private static final int UNTOLD_MAX = 1_000;

    private final Pools pools;
    private final HealthTable table;
    private final RecordFlow records;
    private final EventPublisher publisher;
    private final Policy policy;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<PoolKey, Judged> judged = new HashMap<>(); // guarded by this
    private final Map<String, Event<HealthJudged>> unpublished = new HashMap<>(); // newest per member; guarded by this
    private final Deque<Event<HealthJudged>> untold =
            new ArrayDeque<>(); // for the history, all of them; guarded by this

    /** A pool as it was configured when it was last judged, and what was found. */
    private record Judged(Pool pool, PoolState state) {}

    HealthFlow(
            Pools pools,
            HealthTable table,
            RecordFlow records,
            EventPublisher publisher,
            Policy policy,
            InstantSource clock,
            MeterRegistry meters) {
        this.pools = pools;
        this.table = table;
        this.records = records;
        this.publisher = publisher;
        this.policy = policy;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Takes an observation in. A judgement that Kafka does not take is kept and published with the pool's next observation: the
     * observation itself has been dealt with.
     */
    public Uni<Void> handle(Event<ProbeObserved> event) {
        PoolKey key = PoolKey.parse(event.key());
        Observation seen = HealthEvents.toObservation(event.value());
        if (!pools.isCaughtUp() || !table.isCaughtUp()) return ignored("still_reading");
        Pool pool = pools.find(key).orElse(null);
        if (pool == null) {
            forget(key);
            return ignored("unknown_pool");
        }
        HealthDecision decision = judge(pool, seen);
        // who was paused has old observations before him, and would act today on what he thought then
        if (decision.taken() == HealthDecision.Taken.COUNTED) {
            records.consider(pool, decision.next(), !decision.changes().isEmpty());
        }
        return publish(key);
    }

    private Uni<Void> ignored(String reason) {
        count("ignored", reason);
        return Uni.createFrom().voidItem();
    }

    private synchronized HealthDecision judge(Pool pool, Observation seen) {
        Instant now = clock.instant();
        if (judged.size() > pools.size()) judged.keySet().removeIf(key -> !pools.exists(key));
        Iterable<PoolState> all =
                () -> judged.values().stream().map(Judged::state).iterator();
        HealthDecision decision = HealthRules.observe(stateOf(pool, now), pool, seen, all, policy, now);
        judged.put(pool.key(), new Judged(pool, decision.next()));
        for (Change change : decision.changes()) {
            Event<HealthJudged> event = HealthEvents.judged(pool.key(), change, decision.next());
            unpublished.put(event.key(), event);
            keepForHistory(HealthEvents.history(event));
            String state = change.health().state().name().toLowerCase(Locale.ROOT);
            meters.counter("sentinel.health.changes", "outcome", state, "reason", "none")
                    .increment();
        }
        boolean counted = decision.taken() == HealthDecision.Taken.COUNTED;
        count(
                counted ? "counted" : "ignored",
                counted ? "none" : decision.taken().name().toLowerCase(Locale.ROOT));
        return decision;
    }

    /** A state that was not fed for long is another instance's by now, or nobody's: the table knows better. */
    private PoolState stateOf(Pool pool, Instant now) {
        Judged known = judged.get(pool.key());
        if (known == null || isSilent(known.state(), now)) return PoolState.starting(pool, table.of(pool), now);
        return known.pool().equals(pool) ? known.state() : known.state().reconfigured(known.pool(), pool, now);
    }

    private boolean isSilent(PoolState state, Instant now) {
        return state.heardAt().plus(policy.ageLimit()).isBefore(now);
    }

    private void keepForHistory(Event<HealthJudged> event) {
        if (untold.size() >= UNTOLD_MAX) untold.removeFirst();
        untold.addLast(event);
    }

    private Uni<Void> publish(PoolKey pool) {
        List<Event<HealthJudged>> events = new ArrayList<>();
        synchronized (this) {
            String prefix = pool + "/";
            Stream.concat(unpublished.values().stream(), untold.stream())
                    .filter(event -> event.key().startsWith(prefix))
                    .forEach(events::add);
        }
        return publisher
                .publishAll(events)
                .invoke(() -> published(events))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("judgement not published yet pool=%s failure=%s", pool, failure.toString());
                    return null;
                });
    }

    private synchronized void published(List<Event<HealthJudged>> events) {
        for (Event<HealthJudged> event : events) unpublished.remove(event.key(), event);
        untold.removeAll(events);
    }

    /** Drops what is known of a pool that is gone. */
    void forget(PoolKey pool) {
        synchronized (this) {
            judged.remove(pool);
            unpublished.keySet().removeIf(key -> key.startsWith(pool + "/"));
            untold.removeIf(event -> event.key().startsWith(pool + "/"));
        }
        records.forget(pool);
    }

    /** The judgements of a pool: this instance's own if it hears of the pool, else those of whoever does. */
    PoolState view(Pool pool) {
        Instant now = clock.instant();
        Judged own = own(pool.key());
        if (own == null || isSilent(own.state(), now)) return PoolState.starting(pool, table.of(pool), now);
        return own.state().reconfigured(own.pool(), pool, now);
    }

    private synchronized @Nullable Judged own(PoolKey pool) {
        return judged.get(pool);
    }

    private void count(String outcome, String reason) {
        meters.counter("sentinel.observations", "outcome", outcome, "reason", reason)
                .increment();
    }
}
