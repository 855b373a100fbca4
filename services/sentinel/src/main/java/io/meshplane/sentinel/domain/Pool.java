package io.meshplane.sentinel.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hosts that stand in for each other behind one DNS record.
 *
 * @param zone the zone that holds the record
 * @param record the name that users look up
 * @param ttlSeconds 1-86400
 * @param members 1-16 in order of preference, with different names and different addresses
 * @param failuresToDown failed observations in a row from which a vantage point calls a member down, 1-100
 * @param successesToUp successful ones in a row from which it calls it up, 1-100
 * @param configuredBy who last said so
 */
public record Pool(
        PoolKey key,
        DnsName zone,
        DnsName record,
        int ttlSeconds,
        List<Member> members,
        int failuresToDown,
        int successesToUp,
        String configuredBy) {
    public static final int TTL_SECONDS_MAX = 86_400;
    public static final int MEMBERS_MAX = 16;
    public static final int IN_A_ROW_MAX = 100;

    public Pool {
        members = List.copyOf(members);
        if (!record.isWithin(zone)) throw new IllegalArgumentException("the record is not in the zone");
        if (ttlSeconds < 1 || ttlSeconds > TTL_SECONDS_MAX) throw new IllegalArgumentException("ttl: " + ttlSeconds);
        if (members.isEmpty() || members.size() > MEMBERS_MAX) {
            throw new IllegalArgumentException("a pool has 1-16 members");
        }
        requireInARow(failuresToDown);
        requireInARow(successesToUp);
        Set<Object> seen = new HashSet<>();
        for (Member member : members) {
            if (!seen.add(member.name())) throw new IllegalArgumentException("two members named " + member.name());
            if (!seen.add(member.address())) throw new IllegalArgumentException("two members at " + member.address());
        }
    }

    private static void requireInARow(int observations) {
        if (observations < 1 || observations > IN_A_ROW_MAX) {
            throw new IllegalArgumentException("observations in a row: " + observations);
        }
    }

    public Optional<Member> member(Label name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /** Whose address this is. */
    public Optional<Member> memberAt(MemberAddress address) {
        return members.stream()
                .filter(member -> member.address().equals(address))
                .findFirst();
    }
}
