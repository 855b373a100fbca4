package io.meshplane.sentinel.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which member DNS should name: the first in the order of preference that is up. A switch costs users a minute, so it is made
 * only away from a member that is DOWN, and back only to one that has been up for the hold-down. UNKNOWN moves nothing.
 */
public final class RecordRules {

    /** Whether a person must act: every member was judged, and none is up. */
    public static boolean isUnserved(Pool pool, PoolState health, Instant now) {
        PoolState taken = OverrideRules.apply(pool, health, now);
        return firstUp(pool, taken) == null
                && pool.members().stream()
                        .allMatch(member -> taken.health(member.name()).isJudged());
    }

    /** Whom to name. */
    private sealed interface Choice {
        record Serve(Member member, String reason) implements Choice {}

        record Hold(String reason) implements Choice {}
    }

    /**
     * Compares what should be with what is. What was not made for this network is never taken over; an unmarked record is
     * adopted only if the pool already stands for each of its addresses.
     *
     * @param dns as just read
     * @param epochFloor the highest epoch seen of this record; the next is higher, even if the mark was damaged meanwhile
     * @param exists tells whether a pool is configured; a record marked by another one of the network that exists is left
     *     alone, one marked by another network always
     */
    public static RecordPlan plan(
            Pool pool,
            PoolState health,
            DnsState dns,
            long epochFloor,
            Predicate<PoolKey> exists,
            Policy policy,
            Instant now) {
        Optional<EpochMark> mark = dns.mark();
        Optional<String> foreign =
                mark.isPresent() ? foreignOwner(pool, mark.get().pool(), exists) : unmarkedStranger(pool, dns);
        if (foreign.isPresent()) return new RecordPlan.NotOurs(foreign.get());
        Optional<MemberAddress> answer = mark.map(EpochMark::answer).or(() -> onlyAddress(dns));
        Member current = answer.flatMap(pool::memberAt).orElse(null);
        return switch (choose(pool, OverrideRules.apply(pool, health, now), current, policy, now)) {
            case Choice.Hold(String reason) -> new RecordPlan.Hold(reason);
            case Choice.Serve(Member member, String reason) -> {
                long epoch = Math.max(epochFloor, mark.map(EpochMark::epoch).orElse(0L)) + 1;
                EpochMark next = new EpochMark(epoch, pool.key(), member.address());
                DnsUpdate update = new DnsUpdate(pool.zone(), pool.record(), dns, next, pool.ttlSeconds());
                yield towards(update, reason);
            }
        };
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

    /** Without a readable mark only the addresses tell whose record it is. */
    private static Optional<String> unmarkedStranger(Pool pool, DnsState dns) {
        boolean allMembers = dns.addresses().stream()
                .allMatch(address -> pool.memberAt(address).isPresent());
        return allMembers
                ? Optional.empty()
                : Optional.of(pool.record()
                        + " exists and was not made by sentinel: remove it, or make each of its addresses a member");
    }

    private static Optional<MemberAddress> onlyAddress(DnsState dns) {
        return dns.addresses().size() == 1 ? Optional.of(dns.addresses().getFirst()) : Optional.empty();
    }

    private static RecordPlan towards(DnsUpdate update, String reason) {
        DnsState dns = update.before();
        EpochMark mark = dns.mark().orElse(null);
        MemberAddress target = update.mark().answer();
        boolean drift = mark == null ? !dns.epochTexts().isEmpty() : !dns.answers(mark.answer());
        if (drift) return new RecordPlan.Write(update, "repairs an edit from outside, found " + dns.addresses(), true);
        if (!dns.answers(target)) return new RecordPlan.Write(update, reason, false);
        if (mark == null || !mark.pool().equals(update.mark().pool())) {
            return new RecordPlan.Write(update, "takes the record over", false);
        }
        if (dns.ttlSeconds() != update.ttlSeconds()) {
            String ttl = "TTL " + dns.ttlSeconds() + " becomes " + update.ttlSeconds();
            return new RecordPlan.Write(update, ttl, false);
        }
        return new RecordPlan.Keep(reason);
    }

    private static Choice choose(Pool pool, PoolState health, @Nullable Member current, Policy policy, Instant now) {
        Member firstUp = firstUp(pool, health);
        if (firstUp == null) return new Choice.Hold("no member is known to be up, the last answer stays");
        if (current == null) return first(pool, health, firstUp, policy.holdDown(), now);
        return switch (health.health(current.name()).state()) {
            case UP -> {
                Member better = firstSettled(pool, health, policy, now);
                yield better != null && isAhead(pool, better, current)
                        ? new Choice.Serve(better, better.name() + " is preferred and has stayed up")
                        : new Choice.Serve(current, current.name() + " is up");
            }
            case UNKNOWN -> new Choice.Hold(current.name() + " is not known to be down");
            case DOWN ->
                new Choice.Serve(
                        firstUp,
                        current.name() + " is down: " + reason(health, current) + "; " + firstUp.name() + " is up");
        };
    }

    /** Nothing of ours is served yet: whoever is up, but a preferred one gets the hold-down's time to show itself. */
    private static Choice first(Pool pool, PoolState health, Member firstUp, Duration holdDown, Instant now) {
        for (Member ahead : pool.members()) {
            if (ahead.equals(firstUp)) break;
            boolean open = health.health(ahead.name()).state() == Health.UNKNOWN;
            if (open && !isUpSince(health, firstUp, now.minus(holdDown))) {
                return new Choice.Hold("waits for a verdict on " + ahead.name());
            }
        }
        return new Choice.Serve(firstUp, "first answer, " + firstUp.name() + " is up");
    }

    private static @Nullable Member firstUp(Pool pool, PoolState health) {
        return first(pool, member -> health.health(member.name()).state() == Health.UP);
    }

    private static @Nullable Member firstSettled(Pool pool, PoolState health, Policy policy, Instant now) {
        return first(pool, member -> FlapRules.isSettled(health.health(member.name()), policy, now));
    }

    private static @Nullable Member first(Pool pool, Predicate<Member> condition) {
        return pool.members().stream().filter(condition).findFirst().orElse(null);
    }

    private static boolean isUpSince(PoolState health, Member member, Instant since) {
        return !health.health(member.name()).since().isAfter(since);
    }

    private static boolean isAhead(Pool pool, Member a, Member b) {
        return pool.members().indexOf(a) < pool.members().indexOf(b);
    }

    private static String reason(PoolState health, Member member) {
        return health.health(member.name()).reason();
    }

    private RecordRules() {}
}
