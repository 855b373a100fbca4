package io.meshplane.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.meshplane.platform.http.AdmissionRules.Admission;
import io.meshplane.platform.http.AdmissionRules.Head;
import io.meshplane.platform.http.AdmissionRules.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionRulesTest {
    private static final long LIMIT_BYTES = 1000;

    @ParameterizedTest
    @CsvSource({"GET,", "POST,", "POST, 0", "DELETE, 0"})
    void aRequestWithoutABodyHoldsNothing(String method, @Nullable String length) {
        assertThat(decide(method, length, false)).isEqualTo(new Admission.Bodiless());
    }

    @ParameterizedTest
    @CsvSource({"POST, 1", "POST, 1000", "GET, 7"})
    void anAnnouncedBodyHoldsItsLength(String method, long length) {
        assertThat(decide(method, Long.toString(length), false)).isEqualTo(new Admission.Charged(length));
    }

    @Test
    void aChunkedBodyHoldsTheLimit() {
        assertThat(decide("POST", null, true)).isEqualTo(new Admission.Charged(LIMIT_BYTES));
    }

    @ParameterizedTest
    @CsvSource({"POST, true", "PUT, true", "DELETE, true", "PATCH, true", "GET, false", "HEAD, false", "OPTIONS, false"
    })
    void http2AnnouncesABodyByItsMethodOnly(String method, boolean charged) {
        Head head = new Head(true, method, "/v1/claims", null, false, true);

        assertThat(AdmissionRules.decide(head, LIMIT_BYTES))
                .isEqualTo(charged ? new Admission.Charged(LIMIT_BYTES) : new Admission.Bodiless());
    }

    @ParameterizedTest
    @CsvSource({
        "1001, TOO_LARGE",
        "9223372036854775808, TOO_LARGE",
        "18446744073709551615, TOO_LARGE",
        "18446744073709551616, MALFORMED",
        "-1, MALFORMED",
        "ten, MALFORMED"
    })
    void refusesALengthThatIsTooLargeOrNone(String length, Refusal reason) {
        assertThat(reasonOf(decide("POST", length, false))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"/v1/claims, true", "/v1/, true", "/api/v1/write, true", "/q/openapi, false", "/v10, false"})
    void refusesABodyFromNobodyWhereNothingIsDoneForNobody(String path, boolean refused) {
        Admission admission = AdmissionRules.decide(new Head(false, "POST", path, "5", false, false), LIMIT_BYTES);

        if (refused) assertThat(reasonOf(admission)).isEqualTo(Refusal.UNAUTHENTICATED);
        else assertThat(admission).isEqualTo(new Admission.Charged(5));
    }

    private static Admission decide(String method, @Nullable String length, boolean chunked) {
        return AdmissionRules.decide(new Head(false, method, "/v1/claims", length, chunked, true), LIMIT_BYTES);
    }

    private static Refusal reasonOf(Admission admission) {
        return assertThat(admission)
                .asInstanceOf(type(Admission.Refused.class))
                .actual()
                .reason();
    }
}
