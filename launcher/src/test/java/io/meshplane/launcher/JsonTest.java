package io.meshplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsEveryKindOfValue() {
        Json json = Json.parse(" {\"a\": [1, -2.5e3, true, null, \"x\\n\\u00e9\\\"\"], \"b\": {}, \"c\": []} ");

        assertThat(json.items("a").stream().map(Json::plain)).containsExactly("1", "-2500", "true", "", "x\né\"");
        assertThat(json.get("b")).isPresent();
        assertThat(json.items("c")).isEmpty();
    }

    @Test
    void takesNullAndAbsenceForNothing() {
        Json json = Json.parse("{\"a\":null}");

        assertThat(json.get("a")).isEmpty();
        assertThat(json.text("b")).isEmpty();
        assertThat(json.get("b").isPresent()).isFalse();
    }

    @Test
    void keepsLargeIntegersWhole() {
        assertThat(Json.parse("{\"n\":115792089237316195423570985008687907853269984665640564039457584007913129639935}")
                        .text("n"))
                .isEqualTo("115792089237316195423570985008687907853269984665640564039457584007913129639935");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,",
                "{\"a\"}",
                "{\"a\":1,}",
                "tru",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "1 2",
                "nan",
                "\"\t\""
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesNestingThatWouldExhaustTheStack() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).hasMessageContaining("nested too deeply");
    }

    @Test
    void quotesSoThatItReadsBack() {
        String text = "a\"b\\c\nd\u0001é";

        assertThat(Json.parse(Json.quote(text)).plain()).isEqualTo(text);
    }
}
