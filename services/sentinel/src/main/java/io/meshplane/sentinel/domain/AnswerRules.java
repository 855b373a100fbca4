package io.meshplane.sentinel.domain;

import io.meshplane.sentinel.domain.Placement.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The records that tell who serves. */
final class AnswerRules {
    /** SRV priorities (RFC 2782): lower is tried first. Standbys follow in the order of preference. */
    private static final int SERVING_PRIORITY = 10;

    private static final int STANDBY_PRIORITY = 20;
    /** A member that came back gets this part of its weight until it has stayed up for twice its hold-down. */
    private static final int SLOW_START = 4;

    /** @param serving one or more, in the order of preference */
    static Answer answer(Pool pool, List<Member> serving, PoolState health, Policy policy, Instant now) {
        int ttlSeconds = isUnstable(pool, health, policy, now)
                ? pool.serving().unstableTtlSeconds()
                : pool.serving().ttlSeconds();
        List<RecordSet> sets = new ArrayList<>(atRecord(pool, serving, ttlSeconds));
        for (Label region : regions(pool)) {
            List<Member> there = serving.stream()
                    .filter(member -> region.equals(member.placement().region()))
                    .toList();
            sets.addAll(addresses(pool.regionName(region), there.isEmpty() ? serving : there, ttlSeconds));
        }
        List<String> services = services(pool, serving, health, policy, now);
        if (!services.isEmpty()) sets.add(new RecordSet(pool.serviceName(), RecordType.SRV, ttlSeconds, services));
        boolean alone = pool.serving().mode() == Serving.Mode.PRIMARY_STANDBY;
        return new Answer(alone ? serving.getFirst().name() : null, sets);
    }

    static SortedSet<Label> regions(Pool pool) {
        SortedSet<Label> regions = new TreeSet<>();
        for (Member member : pool.members()) {
            if (member.placement().region() != null)
                regions.add(member.placement().region());
        }
        return regions;
    }

    /** Another answer may be needed soon: somebody is down, or came back a short while ago. */
    private static boolean isUnstable(Pool pool, PoolState health, Policy policy, Instant now) {
        return pool.members().stream()
                .map(member -> health.health(member.name()))
                .anyMatch(member -> switch (member.state()) {
                    case DOWN -> true;
                    case UP -> member.flaps() > 0 && !FlapRules.isSettled(member, policy, now);
                    case UNKNOWN -> false;
                });
    }

    private static List<RecordSet> atRecord(Pool pool, List<Member> serving, int ttlSeconds) {
        return switch (pool.serving().form()) {
            case ADDRESSES -> addresses(pool.record().value(), serving, ttlSeconds);
            case ALIAS -> {
                String host = endpoint(serving.getFirst()).host().value();
                yield List.of(new RecordSet(pool.record().value(), RecordType.CNAME, ttlSeconds, List.of(host)));
            }
        };
    }

    private static List<RecordSet> addresses(String name, List<Member> members, int ttlSeconds) {
        Map<RecordType, List<String>> byType = new TreeMap<>();
        for (Member member : members) {
            byType.computeIfAbsent(member.address().recordType(), type -> new ArrayList<>())
                    .add(member.address().value());
        }
        return byType.entrySet().stream()
                .map(entry -> new RecordSet(name, entry.getKey(), ttlSeconds, entry.getValue()))
                .toList();
    }

    /** Everybody who is not down; those who serve come first. */
    private static List<String> services(
            Pool pool, List<Member> serving, PoolState health, Policy policy, Instant now) {
        if (pool.serving().service() == null) return List.of();
        List<String> services = new ArrayList<>();
        int standby = STANDBY_PRIORITY;
        for (Member member : pool.members()) {
            MemberHealth known = health.health(member.name());
            if (serving.contains(member)) {
                services.add(service(member, SERVING_PRIORITY, weight(member, known, policy, now)));
            } else if (known.state() != Health.DOWN) {
                services.add(service(member, standby++, member.placement().weight()));
            }
        }
        return services;
    }

    private static String service(Member member, int priority, int weight) {
        Endpoint endpoint = endpoint(member);
        return priority + " " + weight + " " + endpoint.port() + " " + endpoint.host();
    }

    private static int weight(Member member, MemberHealth health, Policy policy, Instant now) {
        int weight = member.placement().weight();
        if (FlapRules.remembered(health, policy, now) == 0) return weight;
        Duration slow = FlapRules.holdDown(health, policy, now).multipliedBy(2);
        return health.since().plus(slow).isAfter(now) ? Math.max(1, weight / SLOW_START) : weight;
    }

    private static Endpoint endpoint(Member member) {
        Endpoint endpoint = member.placement().endpoint();
        if (endpoint == null) throw new IllegalStateException("a pool demands endpoints where it uses them");
        return endpoint;
    }

    private AnswerRules() {}
}
