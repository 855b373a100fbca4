package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.launcher.RestartRules.Decision;
import io.meshplane.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartRulesTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Instant> ends = new ArrayList<>();

    private Decision endAfter(Duration life) {
        clock.advance(life);
        ends.add(clock.instant());
        return RestartRules.decide(ends, clock.instant());
    }

    @Test
    void waitsLongerWithEveryEndAndGivesUpAtTheFifth() {
        Duration life = Duration.ofSeconds(10);

        assertThat(endAfter(life)).isEqualTo(new Decision.Again(Duration.ofSeconds(1)));
        assertThat(endAfter(life)).isEqualTo(new Decision.Again(Duration.ofSeconds(2)));
        assertThat(endAfter(life)).isEqualTo(new Decision.Again(Duration.ofSeconds(4)));
        assertThat(endAfter(life)).isEqualTo(new Decision.Again(Duration.ofSeconds(8)));
        assertThat(endAfter(life)).isEqualTo(new Decision.GiveUp());
    }

    @Test
    void forgetsEndsOlderThanTheWindow() {
        for (int i = 0; i < 4; i++) endAfter(Duration.ofSeconds(1));

        assertThat(endAfter(RestartRules.WINDOW)).isEqualTo(new Decision.Again(Duration.ofSeconds(1)));
    }

    @Test
    void countsAnEndOneMillisecondInsideTheWindow() {
        endAfter(Duration.ZERO);

        assertThat(endAfter(RestartRules.WINDOW.minusMillis(1))).isEqualTo(new Decision.Again(Duration.ofSeconds(2)));
    }
}
