package io.meshplane.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {
    /** A request as resources have them. */
    record Pool(
            @Nullable String name,
            @Nullable Integer size,
            @Nullable List<Member> members) {}

    /** A part of it. */
    record Member(@Nullable String address) {}

    @Test
    void readsWhatFits() {
        Pool pool = read("{\"name\":\"a\",\"size\":2,\"members\":[{\"address\":\"::1\"}]}");

        assertThat(pool).isEqualTo(new Pool("a", 2, List.of(new Member("::1"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"colour\":1} | colour",
                "{\"members\":[{\"address\":\"a\"},{\"adress\":\"b\"}]} | members[1].adress",
                "{\"name\":1} | name",
                "{\"name\":true} | name",
                "{\"size\":\"2\"} | size",
                "{\"size\":2.5} | size",
                "{\"size\":[]} | size",
                "{\"members\":{}} | members",
            })
    void namesTheFieldAtFault(String json, String field) {
        Problem problem = problem(json);

        assertThat(problem.field()).isEqualTo(field);
        assertThat(problem.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{", "[]", "1", "null", "{}{}", "{\"name\":\"a\",\"name\":\"b\"}", "`{'name':1}`"})
    void refusesWhatIsNotOneStrictObject(String json) {
        assertThat(problem(json).status()).isEqualTo(400);
    }

    @Test
    void neverTellsOfClasses() {
        assertThat(problem("{\"size\":\"x\"}").detail()).doesNotContain("java").doesNotContain("meshplane");
        assertThat(problem("[".repeat(10_000)).detail()).doesNotContain("java").doesNotContain("Stream");
    }

    private static Pool read(String json) {
        return StrictJson.read(json.getBytes(StandardCharsets.UTF_8), Pool.class);
    }

    private static Problem problem(String json) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(json));
        assertThat(refused).as(json).isNotNull();
        return refused.problem();
    }
}
