package io.meshplane.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00, 0, 80",
        "2000-02-29 12:34:56.789, 951827696789, 103",
        "2026/06/20_18:00:00.123456, 1781978400123456, 226",
        "2199-12-31T23:59:59.999999999, 7258118399999999999, 89",
        "Feb 29 00:00:00, 68169600, 260",
        "Mar  1 00:00:00, 68256000, 260",
        "'01/Jan/2026:00:00:00,1', 17672256001, 371",
        "'23:59:59,000', 86399000, 13"
    })
    void aMomentIsANumberAndAForm(String text, long value, int form) {
        byte[] bytes = LogLink.utf8(text);
        Token token = new Token();

        assertThat(new TimeText().parse(bytes, 0, bytes.length, token)).isTrue();

        assertThat(token.to).isEqualTo(bytes.length);
        assertThat(token.value).isEqualTo(value);
        assertThat(token.form).isEqualTo(form);
        LogLines lines = new LogLines();
        assertThat(TimeText.append(value, form, lines)).isTrue();
        lines.endLine();
        assertThat(lines.text(0)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T00:00:00", "2026-13-01T00:00:00", "1969-12-31T23:59:59", "2200-01-01T00:00:00", "24:00:00",
                        "23:60:00",
                "Feb 05 00:00:00", "Foo 15 00:00:00", "2026-06/20T00:00:00", "12:34:5", "12:34:56:78", "2026-06-20"
            })
    void whatIsNoMomentIsNone(String text) {
        byte[] bytes = LogLink.utf8(text);

        assertThat(new TimeText().parse(bytes, 0, bytes.length, new Token())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1, 80", "7258118400, 80", "86400, 0", "0, 260", "94694400, 260", "9223372036854775807, 80"})
    void aNumberOutsideItsFormIsRefused(long value, int form) {
        assertThat(TimeText.append(value, form, new LogLines())).isFalse();
    }
}
