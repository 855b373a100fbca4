package io.meshplane.sentinel.simulation;

import io.meshplane.sentinel.domain.Health;
import io.meshplane.sentinel.domain.HealthDecision;
import io.meshplane.sentinel.domain.HealthRules;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Observation;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolState;
import io.meshplane.sentinel.domain.RecheckRules;
import io.meshplane.sentinel.simulation.LossTest.Loss;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Three vantage points that look at healthy members over ways that lose probes, in slots of a tenth of a second. */
final class LossyMonth {
    private static final int SLOT_MILLIS = 100;
    private static final int SLOTS_A_PERIOD = 5;
    private static final int VANTAGES = 3;
    private static final int BURST_SLOTS = 20;
    private static final int CALM_SLOTS = 980;
    private static final int LOST_ONE_IN = 50;
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Policy POLICY =
            new Policy(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofMinutes(10));

    private final Loss loss;
    private final Pool pool;
    private final Random random;
    private final boolean[] burst = new boolean[VANTAGES];
    private final int[][] failures;
    /** The slot in which a vantage point looks at everybody, since somebody failed before. */
    private final long[] compare = new long[VANTAGES];

    private PoolState state;
    private long probes;
    private long lost;
    private long falls;
    private long singleFailures;
    private long triples;

    LossyMonth(Loss loss, Pool pool, Random random) {
        this.loss = loss;
        this.pool = pool;
        this.random = random;
        this.failures = new int[VANTAGES][pool.members().size()];
        this.state = PoolState.starting(pool, Map.of(), START);
    }

    void run(int days) {
        long slots = days * Duration.ofDays(1).toMillis() / SLOT_MILLIS;
        for (long slot = 0; slot < slots; slot++) {
            for (int vantage = 0; vantage < VANTAGES; vantage++) {
                if (random.nextInt(burst[vantage] ? BURST_SLOTS : CALM_SLOTS) == 0) burst[vantage] = !burst[vantage];
                for (int member = 0; member < pool.members().size(); member++) {
                    if (isDue(slot, vantage, member)) look(slot, vantage, member);
                }
            }
        }
    }

    private boolean isDue(long slot, int vantage, int member) {
        boolean itsTurn = (slot + vantage * 2L + member) % SLOTS_A_PERIOD == 0;
        return itsTurn
                || compare[vantage] == slot
                || RecheckRules.isRecheckedAtOnce(failures[vantage][member], pool.thresholds());
    }

    private void look(long slot, int vantage, int member) {
        boolean failed = switch (loss) {
            case RANDOM -> random.nextInt(LOST_ONE_IN) == 0;
            case BURSTS -> burst[vantage];
        };
        probes++;
        if (failed) lost++;
        if (failed && failures[vantage][member] == 0) compare[vantage] = slot + 1;
        failures[vantage][member] = failed ? failures[vantage][member] + 1 : 0;
        if (vantage == 0 && failures[vantage][member] == 1) singleFailures++;
        if (vantage == 0 && failures[vantage][member] == 3) triples++;
        Instant now = START.plusMillis(slot * SLOT_MILLIS);
        Label name = pool.members().get(member).name();
        Observation seen = new Observation(name, "v" + vantage, !failed, "lost", now, probes, 0);
        HealthDecision decision = HealthRules.observe(state, pool, seen, List.of(state), POLICY, now);
        state = decision.next();
        falls += decision.changes().stream()
                .filter(change -> change.health().state() == Health.DOWN)
                .count();
    }

    double lostShare() {
        return (double) lost / probes;
    }

    /** How often a checker would have switched that looks from one place and takes the first failure for the truth. */
    long fallsAtOneFailure() {
        return singleFailures;
    }

    /** How often one would have that looks from one place and waits for three in a row. */
    long fallsAtThreeInARow() {
        return triples;
    }

    /** How often somebody was called down. */
    long falls() {
        return falls;
    }
}
