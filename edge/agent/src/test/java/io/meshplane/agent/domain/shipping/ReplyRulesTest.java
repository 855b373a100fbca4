package io.meshplane.agent.domain.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyRulesTest {
    private static final long BOOT = 0xfedcba9876543210L;

    @Test
    void takesASuccessThatNamesTheBatch() {
        assertThat(outcome(204, null, "fedcba9876543210/7")).isEqualTo(Outcome.TAKEN);
        assertThat(outcome(200, null, "fedcba9876543210/7")).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void doesNotBelieveASuccessThatNamesAnotherOrNone() {
        assertThat(outcome(204, null, "fedcba9876543210/8")).isEqualTo(Outcome.LATER);
        assertThat(outcome(200, null, null)).isEqualTo(Outcome.LATER);
        assertThat(outcome(302, null, "fedcba9876543210/7")).isEqualTo(Outcome.LATER);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void givesUpABatchThatTelemetryIngestRefuses(int status) {
        assertThat(outcome(status, "about:blank", null)).isEqualTo(Outcome.REFUSED);
        assertThat(outcome(status, null, null)).isEqualTo(Outcome.LATER);
    }

    @Test
    void sendsTheContentByItselfWhereTheStateIsMissing() {
        assertThat(outcome(409, ReplyRules.STATE_MISSING, null)).isEqualTo(Outcome.STATE_MISSING);
        assertThat(outcome(409, "about:blank", null)).isEqualTo(Outcome.LATER);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 415, 429, 500, 502, 503, 504})
    void keepsTheBatchWhateverElseIsSaid(int status) {
        assertThat(outcome(status, "about:blank", null)).isEqualTo(Outcome.LATER);
    }

    private static Outcome outcome(int status, @Nullable String problem, @Nullable String accepted) {
        return ReplyRules.outcome(status, problem, accepted, BOOT, 7);
    }
}
