package io.meshplane.sentinel;

import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.domain.PoolKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The last switch of each pool, as far back as {@code dns-switches.v1} goes. One entry per pool that ever switched. */
@ApplicationScoped
public class SwitchHistory {
    private static final int POOLS_MAX = 10_000;

    private final Map<String, RecordSwitched> lastByPool = new ConcurrentHashMap<>();

    /** Takes a switch in; of those of a pool the highest epoch stays, whatever the order. */
    public Uni<Void> handle(Event<RecordSwitched> event) {
        if (lastByPool.size() < POOLS_MAX || lastByPool.containsKey(event.key())) {
            lastByPool.merge(event.key(), event.value(), SwitchHistory::later);
        }
        return Uni.createFrom().voidItem();
    }

    private static RecordSwitched later(RecordSwitched a, RecordSwitched b) {
        boolean anotherRecord = !a.getRecordName().equals(b.getRecordName());
        return anotherRecord || b.getEpoch() > a.getEpoch() ? b : a;
    }

    /** Of the last switch that was told; 0 = none was. */
    long lastEpoch(PoolKey pool) {
        return last(pool).map(RecordSwitched::getEpoch).orElse(0L);
    }

    /** When users of the pool were last led from one answer to another; a first answer led nobody. */
    Optional<Instant> lastChange(PoolKey pool) {
        return last(pool)
                .filter(switched -> switched.getBeforeCount() > 0)
                .map(switched -> Instant.ofEpochMilli(switched.getSwitchedAtMs()));
    }

    Optional<RecordSwitched> last(PoolKey pool) {
        return Optional.ofNullable(lastByPool.get(pool.toString()));
    }
}
