package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWatchTest {
    private static final long TEN_YEARS_MS = 315_576_000_000L;

    private final ClockWatch watch = new ClockWatch(1_700_000_000_000L, 50_000);

    @Test
    void seesNoStepWhileBothClocksGoOn() {
        assertThat(steppedMs(10_000, 10_000)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-ClockWatch.STEP_MS + 1, -5, 5, ClockWatch.STEP_MS - 1})
    void takesASmallDifferenceForSlewing(long differenceMs) {
        assertThat(steppedMs(10_000 + differenceMs, 10_000)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {-TEN_YEARS_MS, -ClockWatch.STEP_MS, ClockWatch.STEP_MS, 86_400_000})
    void tellsByHowMuchTheClockWasSet(long setMs) {
        assertThat(steppedMs(10_000 + setMs, 10_000)).isEqualTo(setMs);
    }

    @Test
    void tellsAStepOnce() {
        ClockWatch after =
                watch.look(watch.wallMs() + 70_000, watch.steadyMs() + 10_000).next();

        assertThat(after.look(after.wallMs() + 10_000, after.steadyMs() + 10_000)
                        .steppedMs())
                .isZero();
    }

    private long steppedMs(long wallPassedMs, long steadyPassedMs) {
        return watch.look(watch.wallMs() + wallPassedMs, watch.steadyMs() + steadyPassedMs)
                .steppedMs();
    }
}
