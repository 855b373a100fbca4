package io.meshplane.simulation.sentinel;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.DnsName;
import io.meshplane.sentinel.domain.Health;
import io.meshplane.sentinel.domain.HealthDecision;
import io.meshplane.sentinel.domain.HealthRules;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.MemberAddress;
import io.meshplane.sentinel.domain.Observation;
import io.meshplane.sentinel.domain.Placement;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.PoolState;
import io.meshplane.sentinel.domain.RecheckRules;
import io.meshplane.sentinel.domain.Serving;
import io.meshplane.sentinel.domain.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Three vantage points that look at two healthy members over the ways of a trace: a look each 500 ms with a deadline of 300 ms;
 * one that is not answered within 100 ms is repeated beside itself until three are under way, and with the first failure the other
 * member is looked at, too. Observations arrive in the order in which looks end.
 */
public final class LossyWatch {
    private static final int SLOT_MILLIS = 50;
    private static final int PERIOD_SLOTS = 10;
    private static final int DEADLINE_SLOTS = 6;
    private static final int PATIENCE_SLOTS = 2;
    private static final int RING = 16;
    private static final int VANTAGES = 3;
    private static final int MEMBERS = 2;
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Policy POLICY =
            new Policy(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofMinutes(10));

    private final LossTrace trace;
    private final Pool pool;
    private final List<List<Look>> ending = new ArrayList<>(RING);
    private final List<List<Look>> beginning = new ArrayList<>(RING);
    private final int[][] failures = new int[VANTAGES][MEMBERS];
    private final long[][] looks = new long[VANTAGES][MEMBERS];
    private PoolState state;
    private long sequence;
    private Result result = new Result(0, 0, 0);

    /**
     * What came of it.
     *
     * @param falls how often somebody was called down
     */
    public record Result(long probes, long lost, long falls) {
        /** Of the probes. */
        public double lostShare() {
            return (double) lost / probes;
        }
    }

    /** @param number in its burst, from 1 */
    private record Look(int vantage, int member, int number, boolean success) {}

    private LossyWatch(LossTrace trace, Thresholds thresholds) {
        this.trace = trace;
        this.pool = pool(thresholds);
        this.state = PoolState.starting(pool, Map.of(), START);
        for (int i = 0; i < RING; i++) {
            ending.add(new ArrayList<>());
            beginning.add(new ArrayList<>());
        }
    }

    /** The ways of so many vantage points are needed. */
    public static LossTrace trace(LossTrace.Kind kind, long seed) {
        return new LossTrace(kind, seed, VANTAGES);
    }

    /** Watches for so long. */
    public static Result run(LossTrace trace, Thresholds thresholds, int days) {
        LossyWatch watch = new LossyWatch(trace, thresholds);
        long slots = millis(days) / SLOT_MILLIS;
        for (long slot = 0; slot < slots; slot++) watch.pass(slot);
        return watch.result;
    }

    /** How many of them are watched. */
    public static int members() {
        return MEMBERS;
    }

    static long millis(int days) {
        return Duration.ofDays(days).toMillis();
    }

    private void pass(long slot) {
        List<Look> ended = ending.get((int) (slot % RING));
        for (int i = 0; i < ended.size(); i++) end(ended.get(i), slot);
        ended.clear();
        List<Look> next = beginning.get((int) (slot % RING));
        for (int i = 0; i < next.size(); i++)
            begin(next.get(i).vantage(), next.get(i).member(), next.get(i).number(), slot);
        next.clear();
        for (int vantage = 0; vantage < VANTAGES; vantage++) {
            for (int member = 0; member < MEMBERS; member++) {
                boolean itsTurn = (slot + vantage * 3L + member * 5L) % PERIOD_SLOTS == 0;
                if (itsTurn) begin(vantage, member, 1, slot);
            }
        }
    }

    private void begin(int vantage, int member, int number, long slot) {
        long millis = slot * SLOT_MILLIS;
        boolean lost = trace.loses(vantage, member, millis);
        int slots = lost ? DEADLINE_SLOTS : Math.ceilDiv(trace.latencyMillis(vantage, member, millis), SLOT_MILLIS);
        result = new Result(result.probes() + 1, result.lost() + (lost ? 1 : 0), result.falls());
        ending.get((int) ((slot + Math.max(1, slots)) % RING)).add(new Look(vantage, member, number, !lost));
        boolean slow = slots > PATIENCE_SLOTS;
        if (slow && RecheckRules.isRecheckedAtOnce(failures[vantage][member], number, pool.thresholds())) {
            beginning.get((int) ((slot + PATIENCE_SLOTS) % RING)).add(new Look(vantage, member, number + 1, false));
        }
    }

    private void end(Look look, long slot) {
        int row = look.success() ? 0 : failures[look.vantage()][look.member()] + 1;
        failures[look.vantage()][look.member()] = row;
        if (row == 1) {
            for (int other = 0; other < MEMBERS; other++) {
                if (other != look.member())
                    begin(look.vantage(), other, pool.thresholds().failuresToDown(), slot);
            }
        }
        Instant now = START.plusMillis(slot * SLOT_MILLIS);
        Observation seen = new Observation(
                pool.members().get(look.member()).name(),
                "v" + look.vantage(),
                look.success(),
                "lost",
                now,
                ++sequence,
                ++looks[look.vantage()][look.member()]);
        HealthDecision decision = HealthRules.observe(state, pool, seen, List.of(state), POLICY, now);
        state = decision.next();
        long fallen = decision.changes().stream()
                .filter(change -> change.health().state() == Health.DOWN)
                .count();
        if (fallen > 0) result = new Result(result.probes(), result.lost(), result.falls() + fallen);
    }

    private static Pool pool(Thresholds thresholds) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            Label name = new Label("m" + i);
            members.add(new Member(name, new MemberAddress("192.0.2." + i), "h", 1, List.of(), Placement.PLAIN, null));
        }
        PoolKey key = new PoolKey(new NetworkId("home"), new Label("exit"));
        DnsName zone = new DnsName("mesh.test.");
        return new Pool(key, zone, new DnsName("exit.mesh.test."), Serving.plain(30), members, thresholds, "anna");
    }
}
