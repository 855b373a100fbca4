package io.meshplane.sentinel.domain;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whose record it is. What was not made for this network is never taken over; an unmarked record is adopted only if the pool
 * already stands for each of its values.
 */
final class OwnershipRules {

    /**
     * Why the record is not this pool's, in words; empty = it is, or is free.
     *
     * @param exists see {@link RecordRules#plan}
     */
    static Optional<String> stranger(Pool pool, DnsState dns, Predicate<PoolKey> exists) {
        Optional<EpochMark> mark = dns.mark();
        return mark.isPresent() ? foreignOwner(pool, mark.get().pool(), exists) : unmarkedStranger(pool, dns);
    }

    private static Optional<String> foreignOwner(Pool pool, PoolKey owner, Predicate<PoolKey> exists) {
        if (!owner.network().equals(pool.key().network())) {
            return Optional.of(pool.record() + " was made for another network: remove it and its mark "
                    + pool.record().epochName());
        }
        return !owner.equals(pool.key()) && exists.test(owner)
                ? Optional.of("the record belongs to another pool")
                : Optional.empty();
    }

    /** Without a readable mark only the values tell whose record it is. */
    private static Optional<String> unmarkedStranger(Pool pool, DnsState dns) {
        for (RecordSet set : dns.sets()) {
            boolean allMembers = set.values().stream().allMatch(value -> isMember(pool, set.type(), value));
            if (!allMembers) {
                return Optional.of(set.name()
                        + " exists and was not made by sentinel: remove it, or make each of its addresses a member");
            }
        }
        return Optional.empty();
    }

    private static boolean isMember(Pool pool, RecordType type, String value) {
        String told = type == RecordType.SRV ? value.substring(value.lastIndexOf(' ') + 1) : value;
        return pool.memberAnswering(told).isPresent();
    }

    private OwnershipRules() {}
}
