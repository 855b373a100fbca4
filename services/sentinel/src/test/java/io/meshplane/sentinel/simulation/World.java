package io.meshplane.sentinel.simulation;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.RecordWriters;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.Observation;
import io.meshplane.sentinel.domain.Placement;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.Serving;
import io.meshplane.sentinel.domain.Thresholds;
import io.meshplane.sentinel.simulation.Breach.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One pool, three vantage points, two instances of the sentinel and a name server, for two minutes of bad weather. */
final class World {
    static final int VANTAGES = 3;
    static final int MEMBERS = 3;
    static final Duration LEASE = Duration.ofSeconds(5);
    static final Policy POLICY =
            new Policy(Duration.ofSeconds(6), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final int CALM_SECONDS = 8;
    private static final int BAD_SECONDS = 100;
    /** Silence is noticed, verdicts are reached, the pause after the last failed write has passed. */
    private static final int RECOVERY_SECONDS = 30;

    private static final int PAUSE_SECONDS_MAX = 20;
    private static final int QUORUM = 2;
    private static final int IN_A_ROW = 3;

    private final Random random;
    private final Weather weather;
    private final SimulatedDns dns;
    private final Evidence evidence = new Evidence();
    private final Deque<Observation> broker = new ArrayDeque<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Map<Long, String> primaries = new HashMap<>();
    private Instant now = START;
    private int assigned;
    private boolean paused;
    private long sequence;
    private final long[][] looks = new long[VANTAGES][MEMBERS];
    private int switches;

    /** @param thresholds of the pool; the promises are held against a quorum of two, three in a row, whatever they say */
    World(long seed, SimulatedDns.Rules rules, Thresholds thresholds) {
        random = new Random(seed);
        weather = new Weather(VANTAGES, MEMBERS, random);
        Pool pool = pool(thresholds);
        dns = new SimulatedDns(pool.record(), () -> now, LEASE, rules, this::check);
        for (int i = 0; i < 2; i++) instances.add(new Instance(pool, RecordWriters.of(dns, POLICY), POLICY));
    }

    static Thresholds thresholds() {
        return new Thresholds(IN_A_ROW, 2, QUORUM);
    }

    private static Pool pool(Thresholds thresholds) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            Label name = new Label("m" + i);
            members.add(new Member(name, new MemberAddress("192.0.2." + i), "h", 1, List.of(), Placement.PLAIN, null));
        }
        PoolKey key = new PoolKey(new NetworkId("home"), new Label("exit"));
        DnsName zone = new DnsName("mesh.test.");
        DnsName record = new DnsName("exit.mesh.test.");
        return new Pool(key, zone, record, Serving.plain(30), members, thresholds, "anna");
    }

    /** @throws Breach of a promise */
    void run() {
        for (int second = 0; second < CALM_SECONDS; second++) nextSecond();
        for (int second = 0; second < BAD_SECONDS; second++) {
            weather.nextSecond();
            nextSecond();
        }
        int survivor = random.nextInt(MEMBERS);
        weather.clearsUp(survivor);
        dns.holdUpNextUpdate(() -> {});
        for (int second = 0; second < RECOVERY_SECONDS; second++) nextSecond();
        checkRecovery();
    }

    int switches() {
        return switches;
    }

    private void nextSecond() {
        now = now.plusSeconds(1);
        dns.becomes(weather.server);
        if (weather.rebalances) assigned = 1 - assigned;
        if (weather.pausesWriter && !paused) {
            int seconds = 1 + random.nextInt(PAUSE_SECONDS_MAX);
            dns.holdUpNextUpdate(() -> pause(seconds));
        }
        observe();
        deliver();
    }

    /** The writer stands still with its update in hand, and the group gives its pools to the other. */
    private void pause(int seconds) {
        paused = true;
        assigned = 1 - assigned;
        for (int second = 0; second < seconds; second++) {
            weather.nextSecond();
            weather.rebalances = false;
            nextSecond();
        }
        paused = false;
    }

    private void observe() {
        for (int vantage = 0; vantage < VANTAGES; vantage++) {
            for (int member = 0; member < MEMBERS; member++) {
                boolean success = weather.tells(vantage, member);
                Instant at = now.plusSeconds(weather.skewSeconds[vantage]);
                Observation seen = new Observation(
                        new Label("m" + member),
                        "v" + vantage,
                        success,
                        "lost",
                        at,
                        ++sequence,
                        ++looks[vantage][member]);
                evidence.add(seen, now);
                broker.addLast(seen);
                if (random.nextInt(20) == 0) broker.addLast(seen); // delivered twice
            }
        }
    }

    private void deliver() {
        if (weather.brokerAway) return;
        while (!broker.isEmpty()) instances.get(assigned).take(broker.removeFirst(), now);
    }

    private void check(DnsState before, DnsUpdate update) {
        DnsState after = update.after();
        if (after.answers().size() != 1) throw new Breach(Promise.POOL_NEVER_EMPTY, "answers " + after.answers());
        String primary = String.valueOf(update.mark().primary());
        long epoch = update.mark().epoch();
        long epochBefore = before.mark().map(mark -> mark.epoch()).orElse(0L);
        String other = primaries.putIfAbsent(epoch, primary);
        if (other != null || epoch <= epochBefore) {
            throw new Breach(Promise.ONE_PRIMARY_PER_EPOCH, primary + " at " + epoch + " after " + before.epochTexts());
        }
        if (!update.isSwitch()) return;
        switches++;
        before.mark().ifPresent(mark -> checkQuorum(String.valueOf(mark.primary()), primary));
    }

    /** Away from a better member only if enough saw it fail; back to a better one at any time. */
    private void checkQuorum(String from, String to) {
        if (to.compareTo(from) < 0) return;
        Duration since = POLICY.ageLimit().plus(LEASE).plusSeconds(1);
        long saw = evidence.whoSawItFail(from, IN_A_ROW, now, since);
        if (saw < QUORUM) throw new Breach(Promise.NO_SWITCH_WITHOUT_QUORUM, from + " to " + to + ", seen by " + saw);
    }

    private void checkRecovery() {
        String serving =
                dns.state().mark().map(mark -> String.valueOf(mark.primary())).orElse("nobody");
        boolean up = serving.startsWith("m") && !weather.memberDown[Integer.parseInt(serving.substring(1))];
        if (!up) throw new Breach(Promise.RECOVERS_IN_TIME, serving + " is served and down");
    }
}
