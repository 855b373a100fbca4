package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final BackOff ONE_SECOND = BackOff.of(Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Test
    void doesNotWaitWithoutAFailure() {
        assertThat(ONE_SECOND.delay(0.9, Duration.ZERO)).isZero();
    }

    @Test
    void doublesWithEveryFailureUpToTheCap() {
        BackOff backOff = ONE_SECOND;
        long[] wholeMs = {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};

        for (long whole : wholeMs) {
            backOff = backOff.failed();

            assertThat(backOff.delay(0, Duration.ZERO)).isZero();
            assertThat(backOff.delay(1, Duration.ZERO)).isEqualTo(Duration.ofMillis(whole));
        }
    }

    @Test
    void staysAtTheCapForEver() {
        BackOff backOff = ONE_SECOND;

        for (int i = 0; i < 1_000; i++) backOff = backOff.failed();

        assertThat(backOff.delay(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void beginsAnewAfterASuccess() {
        BackOff backOff = ONE_SECOND.failed().failed().failed().succeeded().failed();

        assertThat(backOff.delay(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void waitsAtLeastAsLongAsItWasAsked() {
        Duration asked = Duration.ofMinutes(5);

        assertThat(ONE_SECOND.failed().delay(0, asked)).isEqualTo(asked);
    }

    @Test
    void spreadsACrowdThatWasAskedToComeBackAtTheSameTime() {
        BackOff once = ONE_SECOND.failed();

        assertThat(once.delay(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(60));
        assertThat(once.delay(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(6));
    }
}
