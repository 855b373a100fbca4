package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.agent.domain.AnswerRules.Meaning;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 202})
    void takesASuccessThatNamesTheSequenceForDelivered(int status) {
        assertThat(AnswerRules.ofUpload(status, false, "7", 7)).isEqualTo(Meaning.DONE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "8", "07", " 7", "seven"})
    void keepsABatchWhereASuccessDoesNotNameItsSequence(@Nullable String accepted) {
        assertThat(AnswerRules.ofUpload(200, false, accepted, 7)).isEqualTo(Meaning.LATER);
        assertThat(AnswerRules.ofUpload(202, true, accepted, 7)).isEqualTo(Meaning.LATER);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 422})
    void givesUpABatchThatWillNeverBeTaken(int status) {
        assertThat(AnswerRules.ofUpload(status, true, null, 7)).isEqualTo(Meaning.NEVER);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 422})
    void keepsABatchWhereTheRefusalIsNoProblem(int status) {
        assertThat(AnswerRules.ofUpload(status, false, null, 7)).isEqualTo(Meaning.LATER);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 408, 429, 500, 502, 503, 504})
    void keepsABatchWhereTheAnswerSaysNothingOfIt(int status) {
        assertThat(AnswerRules.ofUpload(status, true, "7", 7)).isEqualTo(Meaning.LATER);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 422, 499})
    void takesARefusedEnrolmentForFinal(int status) {
        assertThat(AnswerRules.ofEnrolment(status, true)).isEqualTo(Meaning.NEVER);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 407, 409, 422, 451, 499})
    void asksAgainToEnrolWhereTheRefusalIsNoProblem(int status) {
        assertThat(AnswerRules.ofEnrolment(status, false)).isEqualTo(Meaning.LATER);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 408, 425, 429, 500, 503})
    void asksAgainToEnrolWhereTheClockOrTheServerIsAtFault(int status) {
        assertThat(AnswerRules.ofEnrolment(status, true)).isEqualTo(Meaning.LATER);
    }

    @Test
    void readsRetryAfterInSecondsAndAsADate() {
        assertThat(AnswerRules.retryAfter("17", NOW)).isEqualTo(Duration.ofSeconds(17));
        assertThat(AnswerRules.retryAfter("Sat, 21 Nov 2026 08:00:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "soon", "Sat, 21 Nov 2026 07:00:00 GMT"})
    void ignoresARetryAfterThatMakesNoSense(String header) {
        assertThat(AnswerRules.retryAfter(header, NOW)).isZero();
    }

    @Test
    void isNeverSilencedForLongerThanTheLimit() {
        assertThat(AnswerRules.retryAfter("99999999999999999999", NOW)).isEqualTo(AnswerRules.MAX_RETRY_AFTER);
        assertThat(AnswerRules.retryAfter("Sat, 21 Nov 2099 08:00:00 GMT", NOW)).isEqualTo(AnswerRules.MAX_RETRY_AFTER);
    }
}
