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
        return new Pool(key, ZONE, new DnsName(name + ".mesh.test."), 30, list, new Thresholds(3, 2, 1), "anna");
    }

    static Member member(String name, String address) {
        return new Member(new Label(name), new MemberAddress(address), name + ".mesh.example", 443, null);
    }

    /** One observation, at the present moment. */
    HealthDecision sees(String vantage, String member, boolean success) {
        return take(observation(vantage, member, success));
    }

    Observation observation(String vantage, String member, boolean success) {
        return new Observation(
                new Label(member), vantage, success, success ? "" : "connection refused", now, ++sequence);
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

    /** What should happen to the record if this member is served. */
    RecordPlan plan(String served) {
        MemberAddress address = pool.member(new Label(served)).orElseThrow().address();
        DnsState dns = new DnsState(List.of(address), 30, List.of(new EpochMark(7, pool.key(), address).text()));
        return RecordRules.plan(pool, state, dns, 0, other -> false, POLICY, now);
    }

    /** Who is served once that has happened. */
    String serving(String served) {
        return plan(served) instanceof RecordPlan.Write write
                ? pool.memberAt(write.update().mark().answer())
                        .orElseThrow()
                        .name()
                        .value()
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
