package io.meshplane.sentinel;

import io.meshplane.contracts.event.PoolConfigured;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.StateTopic;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Every pool of every network, as {@code pools.v1} says. */
@ApplicationScoped
public class Pools {
    private final Map<PoolKey, Pool> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final StateTopic<PoolConfigured> topic;

    Pools(StateTopics stateTopics) {
        topic = stateTopics.follow(Topics.POOLS, this::take);
    }

    void startWithTheProcess(@Observes StartupEvent event) {
        // the bean exists now, and with it the follower
    }

    private void take(String key, @Nullable PoolConfigured event) {
        if (event == null) remove(PoolKey.parse(key));
        else put(PoolEvents.toPool(event));
    }

    /** A pool that Kafka has acknowledged: known here before the topic brings it round. */
    void put(Pool pool) {
        known.put(pool.key(), pool);
        changes.incrementAndGet();
    }

    /** A pool whose tombstone Kafka has acknowledged. */
    void remove(PoolKey key) {
        known.remove(key);
        changes.incrementAndGet();
    }

    public Optional<Pool> find(PoolKey key) {
        return Optional.ofNullable(known.get(key));
    }

    boolean exists(PoolKey key) {
        return known.containsKey(key);
    }

    /** How often anything was put or removed: who remembers it knows whether to look again. */
    long changes() {
        return changes.get();
    }

    int size() {
        return known.size();
    }

    public Collection<Pool> all() {
        return List.copyOf(known.values());
    }

    public boolean isCaughtUp() {
        return topic.isCaughtUp();
    }
}
