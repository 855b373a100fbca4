package io.meshplane.sentinel.domain;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a pool fits among the others. */
public final class PoolRules {
    /** How many pools all networks together may have. */
    public static final int POOLS_MAX = 1000;

    /** What stands against a pool. */
    public sealed interface Objection {
        record UnknownZone() implements Objection {}

        /** The zone is kept for other networks. */
        record ZoneOfOthers() implements Objection {}

        /** The record is a zone's own name, whose addresses belong to whoever keeps the zone. */
        record RecordIsZone() implements Objection {}

        /** Another pool writes this record. */
        record RecordTaken() implements Objection {}

        /** The pool has other records already, a region's perhaps; moving would leave these behind without an owner. */
        record RecordMoved(DnsName from) implements Objection {}

        /** A member's probe would go where it must not. */
        record TargetDenied(int member, String reason) implements Objection {}

        record TooManyPools() implements Objection {}
    }

    /**
     * What stands against this pool; empty = nothing.
     *
     * @param others every pool that is known, perhaps with an older version of this one among them
     */
    public static Optional<Objection> objection(
            Pool pool, Collection<Pool> others, Zones zones, boolean loopbackAllowed) {
        if (!zones.has(pool.zone())) return Optional.of(new Objection.UnknownZone());
        if (!zones.isOpenTo(pool.zone(), pool.key().network())) return Optional.of(new Objection.ZoneOfOthers());
        if (zones.has(pool.record())) return Optional.of(new Objection.RecordIsZone());
        boolean known = false;
        for (Pool other : others) {
            boolean same = other.key().equals(pool.key());
            known |= same;
            if (same && !pool.names().keys().containsAll(other.names().keys())) {
                return Optional.of(new Objection.RecordMoved(other.record()));
            }
            if (!same && overlaps(pool, other)) return Optional.of(new Objection.RecordTaken());
        }
        if (!known && others.size() >= POOLS_MAX) return Optional.of(new Objection.TooManyPools());
        return deniedTarget(pool.members(), loopbackAllowed);
    }

    /** Whether both would write at one name. */
    private static boolean overlaps(Pool pool, Pool other) {
        Set<String> names = namesOf(pool);
        return namesOf(other).stream().anyMatch(names::contains);
    }

    private static Set<String> namesOf(Pool pool) {
        Set<String> names = new HashSet<>();
        names.add(pool.record().value());
        for (RecordSet.Key key : pool.names().keys()) names.add(key.name());
        return names;
    }

    /** Names are checked when they are resolved, at each probe; addresses already here. */
    private static Optional<Objection> deniedTarget(List<Member> members, boolean loopbackAllowed) {
        for (int i = 0; i < members.size(); i++) {
            InetAddress literal = literal(members.get(i).probeHost());
            Optional<String> denial =
                    literal == null ? Optional.empty() : ProbeTargetRules.denial(literal, loopbackAllowed);
            if (denial.isPresent()) return Optional.of(new Objection.TargetDenied(i, denial.get()));
        }
        return Optional.empty();
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException itIsAName) {
            return null;
        }
    }

    private PoolRules() {}
}
