package io.meshplane.sentinel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.sentinel.domain.Thresholds;
import io.meshplane.sentinel.simulation.Breach.Promise;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The promises in bad weather: {@code -Dmeshplane.simulation.seeds=100000} for more of it, {@code .first} for one seed. */
class SimulationTest {
    private static final long FIRST = Long.getLong("meshplane.simulation.first", 1);
    private static final int SEEDS = Integer.getInteger("meshplane.simulation.seeds", 5_000);
    private static final int MUTATION_SEEDS = 3_000;

    @Test
    void keepsItsPromisesInEveryWeather() {
        long switches = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            World world = new World(seed, SimulatedDns.Rules.ALL, World.thresholds());
            try {
                world.run();
            } catch (Breach breach) {
                throw new AssertionError("seed " + seed + ": " + breach.getMessage(), breach);
            }
            switches += world.switches();
        }

        assertThat(switches).as("switches in %d worlds", SEEDS).isGreaterThan(2L * SEEDS);
    }

    @Test
    void findsAServerThatDoesNotCheckPrerequisites() {
        assertThat(breaches(new SimulatedDns.Rules(false, true), World.thresholds()))
                .contains(Promise.ONE_PRIMARY_PER_EPOCH);
    }

    @Test
    void findsAServerThatTakesOldDecisions() {
        assertThat(breaches(new SimulatedDns.Rules(true, false), World.thresholds()))
                .contains(Promise.NO_SWITCH_WITHOUT_QUORUM);
    }

    @Test
    void findsAJudgeThatBelievesOneVantagePoint() {
        assertThat(breaches(SimulatedDns.Rules.ALL, new Thresholds(3, 2, 1)))
                .contains(Promise.NO_SWITCH_WITHOUT_QUORUM);
    }

    @Test
    void findsAJudgeThatBelievesOneFailure() {
        assertThat(breaches(SimulatedDns.Rules.ALL, new Thresholds(1, 2, 2)))
                .contains(Promise.NO_SWITCH_WITHOUT_QUORUM);
    }

    @Test
    void findsAJudgeThatNeverMakesUpItsMind() {
        assertThat(breaches(SimulatedDns.Rules.ALL, new Thresholds(100, 2, 2))).contains(Promise.RECOVERS_IN_TIME);
    }

    /** What is broken until the first few seeds have shown it. */
    private static Set<Promise> breaches(SimulatedDns.Rules rules, Thresholds thresholds) {
        Set<Promise> broken = EnumSet.noneOf(Promise.class);
        for (long seed = 1; seed <= MUTATION_SEEDS && broken.isEmpty(); seed++) {
            try {
                new World(seed, rules, thresholds).run();
            } catch (Breach breach) {
                broken.add(breach.promise());
            }
        }
        return broken;
    }
}
