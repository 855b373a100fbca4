package io.meshplane.sentinel.domain;

import java.util.ArrayList;
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
 * @param serving how members share the work and how DNS tells of it
 * @param members 1-16 in order of preference, with different names and different addresses
 * @param thresholds of the evidence for up and down
 * @param configuredBy who last said so
 */
public record Pool(
        PoolKey key,
        DnsName zone,
        DnsName record,
        Serving serving,
        List<Member> members,
        Thresholds thresholds,
        String configuredBy) {
    public static final int MEMBERS_MAX = 16;

    public Pool {
        members = List.copyOf(members);
        if (!record.isWithin(zone)) throw new IllegalArgumentException("the record is not in the zone");
        if (members.isEmpty() || members.size() > MEMBERS_MAX) {
            throw new IllegalArgumentException("a pool has 1-16 members");
        }
        Set<Object> seen = new HashSet<>();
        for (Member member : members) {
            if (!seen.add(member.name())) throw new IllegalArgumentException("two members named " + member.name());
            if (!seen.add(member.address())) throw new IllegalArgumentException("two members at " + member.address());
            if (lacksEndpoint(serving, member)) throw new IllegalArgumentException("no endpoint: " + member.name());
            if (hasIdleRegion(serving, member)) throw new IllegalArgumentException("a region: " + member.name());
        }
    }

    /** Whether the pool's records cannot be made without knowing where this member's own name leads. */
    public static boolean lacksEndpoint(Serving serving, Member member) {
        boolean needed = serving.service() != null || serving.form() == Serving.Form.ALIAS;
        return needed && member.placement().endpoint() == null;
    }

    /** Whether the member has a region in a pool where one serves for all: each region needs a pool of its own then. */
    public static boolean hasIdleRegion(Serving serving, Member member) {
        return serving.mode() == Serving.Mode.PRIMARY_STANDBY
                && member.placement().region() != null;
    }

    public Optional<Member> member(Label name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /** The same with other thresholds. */
    Pool with(Thresholds next) {
        return new Pool(key, zone, record, serving, members, next, configuredBy);
    }

    /** The same with this said of a member; null = the probes count again. */
    public Pool saying(Label name, @Nullable MemberOverride override) {
        List<Member> next = members.stream()
                .map(member -> member.name().equals(name) ? member.saying(override) : member)
                .toList();
        return new Pool(key, zone, record, serving, next, thresholds, configuredBy);
    }

    /** The same with what operators said of its members before. */
    public Pool keepingOverridesOf(Pool before) {
        Pool next = this;
        for (Member member : before.members) next = next.saying(member.name(), member.override());
        return next;
    }

    /** Whose address or host this is, in the form of a master file. */
    public Optional<Member> memberAnswering(String value) {
        return members.stream().filter(member -> member.answers(value)).findFirst();
    }

    /** Everything in DNS that is this pool's. */
    public RecordNames names() {
        List<RecordSet.Key> keys = new ArrayList<>(
                switch (serving.form()) {
                    case ADDRESSES -> RecordNames.addressesAt(record.value());
                    case ALIAS -> List.of(new RecordSet.Key(record.value(), RecordType.CNAME));
                });
        for (Label region : AnswerRules.regions(this)) keys.addAll(RecordNames.addressesAt(regionName(region)));
        if (serving.service() != null) keys.add(new RecordSet.Key(serviceName(), RecordType.SRV));
        return new RecordNames(record, keys);
    }

    String regionName(Label region) {
        return region + "." + record;
    }

    String serviceName() {
        return serving.service() + "." + record;
    }
}
