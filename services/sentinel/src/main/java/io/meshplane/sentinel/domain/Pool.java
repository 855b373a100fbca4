package io.meshplane.sentinel.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that stand in for each other behind one DNS record.
 *
 * @param zone the zone that holds the record
 * @param record the name that users look up
 * @param ttlSeconds 1-86400
 * @param members 1-16 in order of preference, with different names and different addresses
 * @param thresholds of the evidence for up and down
 * @param configuredBy who last said so
 */
public record Pool(
        PoolKey key,
        DnsName zone,
        DnsName record,
        int ttlSeconds,
        List<Member> members,
        Thresholds thresholds,
        String configuredBy) {
    public static final int TTL_SECONDS_MAX = 86_400;
    public static final int MEMBERS_MAX = 16;

    public Pool {
        members = List.copyOf(members);
        if (!record.isWithin(zone)) throw new IllegalArgumentException("the record is not in the zone");
        if (ttlSeconds < 1 || ttlSeconds > TTL_SECONDS_MAX) throw new IllegalArgumentException("ttl: " + ttlSeconds);
        if (members.isEmpty() || members.size() > MEMBERS_MAX) {
            throw new IllegalArgumentException("a pool has 1-16 members");
        }
        Set<Object> seen = new HashSet<>();
        for (Member member : members) {
            if (!seen.add(member.name())) throw new IllegalArgumentException("two members named " + member.name());
            if (!seen.add(member.address())) throw new IllegalArgumentException("two members at " + member.address());
        }
    }

    public Optional<Member> member(Label name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /** The same with this said of a member; null = the probes count again. */
    public Pool saying(Label name, @Nullable MemberOverride override) {
        List<Member> next = members.stream()
                .map(member -> member.name().equals(name) ? member.saying(override) : member)
                .toList();
        return new Pool(key, zone, record, ttlSeconds, next, thresholds, configuredBy);
    }

    /** The same with other thresholds. */
    Pool with(Thresholds next) {
        return new Pool(key, zone, record, ttlSeconds, members, next, configuredBy);
    }

    /** The same with what operators said of its members before. */
    public Pool keepingOverridesOf(Pool before) {
        Pool next = this;
        for (Member member : before.members) next = next.saying(member.name(), member.override());
        return next;
    }

    /** Whose address this is. */
    public Optional<Member> memberAt(MemberAddress address) {
        return members.stream()
                .filter(member -> member.address().equals(address))
                .findFirst();
    }
}
