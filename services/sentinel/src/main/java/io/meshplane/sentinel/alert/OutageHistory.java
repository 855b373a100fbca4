package io.meshplane.sentinel.alert;

import io.meshplane.contracts.event.HealthJudged;
import io.meshplane.contracts.event.HealthState;
import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.contracts.event.VantageSaw;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.domain.Health;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.alert.Incident.Judgement;
import io.meshplane.sentinel.domain.alert.Incident.Sighting;
import io.meshplane.sentinel.domain.alert.Incident.Switch;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The newest judgements and switches of each pool, as far back as their topics go; every instance has them all. */
@ApplicationScoped
public class OutageHistory {
    private static final int POOLS_MAX = 10_000;
    private static final int EVENTS_OF_A_POOL_MAX = 1_000;

    private final Map<PoolKey, Deque<Judgement>> judgements = new ConcurrentHashMap<>();
    private final Map<PoolKey, Deque<Switch>> switches = new ConcurrentHashMap<>();

    /** A member was judged. */
    public Uni<Void> judged(Event<HealthJudged> event) {
        HealthJudged told = event.value();
        PoolKey pool = new PoolKey(new NetworkId(told.getNetworkId()), new Label(told.getPool()));
        Judgement judgement = new Judgement(
                pool,
                new Label(told.getMember()),
                toHealth(told.getState()),
                told.getReason(),
                Instant.ofEpochMilli(told.getJudgedAtMs()),
                told.getEvidenceList().stream().map(OutageHistory::toSighting).toList());
        add(judgements, pool, judgement);
        return Uni.createFrom().voidItem();
    }

    /** DNS leads users elsewhere. */
    public Uni<Void> switched(Event<RecordSwitched> event) {
        RecordSwitched told = event.value();
        PoolKey pool = PoolKey.parse(event.key());
        Switch made = new Switch(
                pool,
                told.getRecordName(),
                told.getBeforeList(),
                told.getAfterList(),
                told.getReason(),
                told.getEpoch(),
                Instant.ofEpochMilli(told.getSwitchedAtMs()));
        add(switches, pool, made);
        return Uni.createFrom().voidItem();
    }

    private static <T> void add(Map<PoolKey, Deque<T>> all, PoolKey pool, T event) {
        if (all.size() >= POOLS_MAX && !all.containsKey(pool)) return;
        Deque<T> own = all.computeIfAbsent(pool, key -> new ArrayDeque<>());
        synchronized (own) {
            own.addLast(event);
            if (own.size() > EVENTS_OF_A_POOL_MAX) own.removeFirst();
        }
    }

    private static Health toHealth(HealthState state) {
        return switch (state) {
            case HEALTH_STATE_UP -> Health.UP;
            case HEALTH_STATE_DOWN -> Health.DOWN;
            case HEALTH_STATE_UNKNOWN, HEALTH_STATE_UNSPECIFIED, UNRECOGNIZED -> Health.UNKNOWN;
        };
    }

    private static Sighting toSighting(VantageSaw seen) {
        return new Sighting(
                seen.getVantage(),
                toHealth(seen.getVerdict()),
                seen.getBelieved(),
                seen.getInARow(),
                seen.getDetail(),
                Instant.ofEpochMilli(seen.getSeenAtMs()));
    }

    /** Pools of a network of which there is a story. */
    Set<PoolKey> pools(NetworkId network) {
        return judgements.keySet().stream()
                .filter(pool -> pool.network().equals(network))
                .collect(Collectors.toSet());
    }

    List<Judgement> judgements(PoolKey pool) {
        return copy(judgements, pool);
    }

    List<Switch> switches(PoolKey pool) {
        return copy(switches, pool);
    }

    private static <T> List<T> copy(Map<PoolKey, Deque<T>> all, PoolKey pool) {
        Deque<T> own = all.get(pool);
        if (own == null) return List.of();
        synchronized (own) {
            return List.copyOf(own);
        }
    }
}
