package io.meshplane.sentinel.domain;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.HealthDecision.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pool of two or more members under observation: three failures take down, two successes bring up. */
final class PoolFixture {
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    static final Policy POLICY =
            new Policy(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofMinutes(10));
    static final DnsName ZONE = new DnsName("mesh.test.");

    Pool pool;
    final List<Change> changes = new ArrayList<>();
    PoolState state;
    Instant now = START;
    final List<PoolState> others;
    private long sequence;

    PoolFixture(Pool pool, PoolState... others) {
        this.pool = pool;
        this.others = new ArrayList<>(List.of(others));
        this.state = PoolState.starting(pool, Map.of(), now);
    }

    static Pool pool(String name, String... members) {
        List<Member> list = new ArrayList<>();
        for (String member : members) list.add(member(member, "192.0.2." + (list.size() + 1)));
        PoolKey key = new PoolKey(new NetworkId("home"), new Label(name));
        return new Pool(
                key, ZONE, new DnsName(name + ".mesh.test."), Serving.plain(30), list, new Thresholds(3, 2, 1), "anna");
    }

    static Member member(String name, String address) {
        return new Member(
                new Label(name),
                new MemberAddress(address),
                name + ".mesh.example",
                443,
                List.of(),
                Placement.PLAIN,
                null);
    }

    /** One observation, at the present moment. */
    HealthDecision sees(String vantage, String member, boolean success) {
        return take(observation(vantage, member, success));
    }

    /** One observation, the vantage point's look of this number at the member. */
    HealthDecision looks(String vantage, String member, boolean success, long look) {
        return take(new Observation(new Label(member), vantage, success, "", now, ++sequence, look));
    }

    Observation observation(String vantage, String member, boolean success) {
        return new Observation(
                new Label(member), vantage, success, success ? "" : "connection refused", now, ++sequence, 0);
    }

    HealthDecision take(Observation seen) {
        HealthDecision decision = HealthRules.observe(state, pool, seen, others, POLICY, now);
        state = decision.next();
        changes.addAll(decision.changes());
        return decision;
    }

    /** So many rounds, a second each, in which each of these vantage points sees exactly these members up. */
    void rounds(int count, List<String> vantages, List<String> up) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(1);
            for (String vantage : vantages) {
                for (Member member : pool.members()) {
                    sees(
                            vantage,
                            member.name().value(),
                            up.contains(member.name().value()));
                }
            }
        }
    }

    /** What the name server answers after our write of this member, or of this address of nobody. */
    static DnsState ours(Pool pool, String served, long epoch) {
        Member member = pool.member(new Label(served)).orElse(null);
        String value = member == null ? "203.0.113.9" : member.address().value();
        List<RecordSet> sets = addresses(pool, 30, value);
        EpochMark mark = EpochMark.of(epoch, epoch, pool.key(), new Label(served), sets);
        return new DnsState(pool.record(), sets, List.of(mark.text()));
    }

    /** The same pool, serving otherwise. */
    static Pool with(Pool pool, Serving serving) {
        return new Pool(
                pool.key(),
                pool.zone(),
                pool.record(),
                serving,
                pool.members(),
                pool.thresholds(),
                pool.configuredBy());
    }

    /** IPv4 addresses at the pool's record. */
    static List<RecordSet> addresses(Pool pool, int ttlSeconds, String... values) {
        return List.of(new RecordSet(pool.record().value(), RecordType.A, ttlSeconds, List.of(values)));
    }

    /** What should happen to the record if this member is served. */
    RecordPlan plan(String served) {
        DnsState dns = ours(pool, served, 7);
        return RecordRules.plan(pool, state, dns, 0, other -> false, POLICY, now);
    }

    /** Who is served once that has happened. */
    String serving(String served) {
        return plan(served) instanceof RecordPlan.Write(DnsUpdate update, String reason, boolean drift)
                ? String.valueOf(update.mark().primary())
                : served;
    }

    /** Another pool, in which this vantage point sees somebody up at this moment. */
    static PoolState seenUp(String vantage, Instant at) {
        PoolFixture other = new PoolFixture(pool("other", "z"));
        other.now = at;
        other.sees(vantage, "z", true);
        return other.state;
    }

    Health health(String member) {
        return state.health(new Label(member)).state();
    }
}
