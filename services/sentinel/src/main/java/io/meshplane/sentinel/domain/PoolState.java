package io.meshplane.sentinel.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a pool's members.
 *
 * @param beganAt since when this pool has been listened to without a gap
 * @param heardAt when it was last heard of
 */
public record PoolState(PoolKey pool, SortedMap<Label, MemberState> members, Instant beganAt, Instant heardAt) {
    public PoolState {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    /**
     * The state to begin with.
     *
     * @param judgedBefore the last judgement of members by whoever judged before; others begin as UNKNOWN
     */
    public static PoolState starting(Pool pool, Map<Label, MemberHealth> judgedBefore, Instant now) {
        SortedMap<Label, MemberState> members = new TreeMap<>();
        for (Member member : pool.members()) {
            MemberHealth health = judgedBefore.getOrDefault(member.name(), MemberHealth.unobserved(now));
            members.put(member.name(), new MemberState(new TreeMap<>(), health));
        }
        return new PoolState(pool.key(), members, now, now);
    }

    /** After a change of the configuration: members that are probed as before stay judged, others begin anew. */
    public PoolState reconfigured(Pool before, Pool after, Instant now) {
        SortedMap<Label, MemberState> next = new TreeMap<>();
        for (Member member : after.members()) {
            MemberState known = before.member(member.name())
                    .filter(member::isProbedLike)
                    .map(same -> members.get(same.name()))
                    .orElse(null);
            MemberState fresh = new MemberState(new TreeMap<>(), MemberHealth.unobserved(now));
            next.put(member.name(), known == null ? fresh : known);
        }
        return new PoolState(pool, next, beganAt, heardAt);
    }

    /** The judgement of a member of this pool. */
    public MemberHealth health(Label member) {
        MemberState state = members.get(member);
        if (state == null) throw new IllegalArgumentException("no member " + member + " in " + pool);
        return state.health();
    }

    /** When this vantage point last reached any member; long ago if it never did. */
    Instant reachedAt(String vantage) {
        Instant latest = Instant.MIN;
        for (MemberState member : members.values()) {
            VantageView view = member.views().get(vantage);
            if (view != null && view.succeededAt().isAfter(latest)) latest = view.succeededAt();
        }
        return latest;
    }

    /** Members on which there is no judgement yet. */
    public List<Label> notJudged() {
        return members.entrySet().stream()
                .filter(entry -> !entry.getValue().health().isJudged())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The same, if these members were found up: for a dry run. */
    public PoolState assumingUp(Collection<Label> assumed, Instant now) {
        SortedMap<Label, MemberState> next = new TreeMap<>(members);
        MemberHealth up = new MemberHealth(Health.UP, "assumed", now, "assumed", 0);
        next.replaceAll((name, state) -> assumed.contains(name) ? state.with(up) : state);
        return with(next);
    }

    PoolState with(Label member, MemberState state, Instant heard) {
        SortedMap<Label, MemberState> next = new TreeMap<>(members);
        next.put(member, state);
        return new PoolState(pool, next, beganAt, heard);
    }

    /** Some members anew, the others as they are. */
    PoolState with(SortedMap<Label, MemberState> some) {
        SortedMap<Label, MemberState> next = new TreeMap<>(members);
        next.putAll(some);
        return new PoolState(pool, next, beganAt, heardAt);
    }
}
