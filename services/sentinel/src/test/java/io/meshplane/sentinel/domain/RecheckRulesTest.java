package io.meshplane.sentinel.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a look is repeated at once, and when an answer is late. */
class RecheckRulesTest {
    private static final Duration FLOOR = Duration.ofMillis(50);

    @ParameterizedTest
    @CsvSource({"0, 1, true", "0, 2, true", "0, 3, false", "2, 1, true", "3, 1, false", "100, 1, false"})
    void repeatsUntilAsManyHaveFailedAsItTakes(int failuresBefore, int looks, boolean again) {
        assertThat(RecheckRules.isRecheckedAtOnce(failuresBefore, looks, new Thresholds(3, 2, 1)))
                .isEqualTo(again);
    }

    @Test
    void neverRepeatsWhereOneFailureIsEnough() {
        assertThat(RecheckRules.isRecheckedAtOnce(0, 1, new Thresholds(1, 1, 1)))
                .isFalse();
    }

    @Test
    void callsNothingLateBeforeTheFloor() {
        assertThat(AnswerTime.UNKNOWN.late(FLOOR)).isEqualTo(FLOOR);
        assertThat(AnswerTime.UNKNOWN.after(1_000).after(1_000).late(FLOOR)).isEqualTo(FLOOR);
    }

    @Test
    void learnsHowLongAMemberTakes() {
        AnswerTime far = AnswerTime.UNKNOWN;
        for (int look = 0; look < 100; look++) far = far.after(180_000 + (look % 2) * 20_000L);

        assertThat(far.late(FLOOR)).isBetween(Duration.ofMillis(200), Duration.ofMillis(260));
    }

    @Test
    void widensAtOnceWhenAnswersBeginToVary() {
        AnswerTime steady = AnswerTime.UNKNOWN;
        for (int look = 0; look < 100; look++) steady = steady.after(20_000);

        assertThat(steady.after(120_000).late(FLOOR)).isGreaterThan(Duration.ofMillis(120));
    }
}
