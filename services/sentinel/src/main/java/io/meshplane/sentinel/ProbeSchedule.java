package io.meshplane.sentinel;

import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** When each member is looked at: once a period, members spread evenly over it, so that looks come in no bursts. One thread's. */
final class ProbeSchedule {
    private static final int SLOTS_MIN = 10;
    private static final Duration SLOT_MAX = Duration.ofMillis(20);

    private final Duration slot;
    private final List<List<ProbeTarget>> slots = new ArrayList<>();
    private Map<Key, ProbeTarget> targets = new HashMap<>();

    /** Names a member for good. */
    private record Key(PoolKey pool, Label member) {}

    ProbeSchedule(Duration period) {
        int count = Math.max(SLOTS_MIN, Math.ceilDiv((int) period.toMillis(), (int) SLOT_MAX.toMillis()));
        slot = period.dividedBy(count);
        for (int i = 0; i < count; i++) slots.add(new ArrayList<>());
    }

    /** Length of a slot. */
    Duration slot() {
        return slot;
    }

    int size() {
        return slots.size();
    }

    /** These pools from now on. */
    void become(Collection<Pool> pools) {
        Map<Key, ProbeTarget> next = new HashMap<>();
        slots.forEach(List::clear);
        for (Pool pool : pools) {
            for (Member member : pool.members()) {
                Key key = new Key(pool.key(), member.name());
                ProbeTarget target = targets.getOrDefault(key, new ProbeTarget(pool, member));
                target.becomes(pool, member);
                next.put(key, target);
                slots.get(Math.floorMod(key.hashCode() * 0x9E3779B9, slots.size()))
                        .add(target);
            }
        }
        targets = next;
    }

    /** Whose turn it is. */
    List<ProbeTarget> at(int slotNumber) {
        return slots.get(slotNumber);
    }

    /** The other members of a pool. */
    List<ProbeTarget> besides(ProbeTarget target) {
        Pool pool = target.pool();
        return pool.members().stream()
                .filter(other -> !other.name().equals(target.member().name()))
                .map(other -> targets.get(new Key(pool.key(), other.name())))
                .filter(Objects::nonNull)
                .toList();
    }
}
