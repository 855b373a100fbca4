package io.meshplane.sentinel.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeRulesTest {
    private static final Instant NOW = PoolFixture.START;

    @ParameterizedTest
    @CsvSource({
        "9, 9, 0.3, true",
        "10, 2, 0.3, true",
        "10, 3, 0.3, false",
        "100, 29, 0.3, true",
        "100, 30, 0.3, false",
        "100, 99, 1.0, true",
    })
    void letsAShareOfAZoneSwitchWithinAMinute(int pools, int switchedNow, double share, boolean allowed) {
        assertThat(BrakeRules.allows(pools, Collections.nCopies(switchedNow, NOW), share, NOW))
                .isEqualTo(allowed);
    }

    @Test
    void forgetsSwitchesAfterAMinute() {
        var aMinuteAgo = Collections.nCopies(50, NOW.minusSeconds(60));

        assertThat(BrakeRules.allows(100, aMinuteAgo, 0.3, NOW)).isTrue();
    }
}
