package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.SimulatedMonth.Weather;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The buffer through months on a virtual clock. CI runs a few days; {@code -Dmeshplane.month.whole=true} the whole: 30 days and a
 * thousand kills. {@code -Dmeshplane.month.seed} repeats a run.
 */
class BufferMonthTest {
    private static final boolean WHOLE = Boolean.getBoolean("meshplane.month.whole");
    private static final long SEED = Long.getLong("meshplane.month.seed", System.nanoTime());
    private static final int LIVES = 3;
    private static final int DAYS = WHOLE ? 30 : 1;
    private static final double KILLS_A_DAY = WHOLE ? 40 : 80;

    @Test
    void countsExactlyWhatItGivesUpWhileNothingKillsIt() throws IOException {
        for (int i = 0; i < LIVES; i++) {
            SimulatedMonth month = run(SEED + i, new Weather(0, false, true, false), DAYS);

            assertThat(month.mayBeLost).isZero();
            assertThat(month.complaints).as("seed=%d", SEED + i).isEmpty();
        }
    }

    @Test
    void losesAndDoublesNothingThroughKillsBetweenAnyTwoSteps() throws IOException {
        for (int i = 0; i < LIVES; i++) {
            SimulatedMonth month = run(SEED + i, new Weather(KILLS_A_DAY, false, false, false), DAYS);

            assertThat(month.kills).isPositive();
            assertThat(month.complaints).as("seed=%d", SEED + i).isEmpty();
        }
    }

    @Test
    void survivesPowerCutsAndAFullDisk() throws IOException {
        for (int i = 0; i < LIVES; i++) {
            SimulatedMonth month = run(SEED + i, new Weather(KILLS_A_DAY, true, true, false), DAYS);

            assertThat(month.powerCuts).isPositive();
            assertThat(month.complaints).as("seed=%d", SEED + i).isEmpty();
        }
    }

    @Test
    void aDamagedSegmentCostsAtMostItself() throws IOException {
        for (int i = 0; i < LIVES; i++) {
            SimulatedMonth month = run(SEED + i, new Weather(KILLS_A_DAY, true, true, true), DAYS);

            assertThat(month.damaged).isPositive();
            assertThat(month.complaints).as("seed=%d", SEED + i).isEmpty();
        }
    }

    private static SimulatedMonth run(long seed, Weather weather, int days) throws IOException {
        SimulatedMonth month = new SimulatedMonth(seed, weather);
        month.run(Duration.ofDays(days));
        System.out.println("month: seed=" + seed + " " + weather + ": " + month);
        return month;
    }
}
