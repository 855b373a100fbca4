package io.meshplane.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadHeadersTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void readsWhatItWrote(long any) {
        UploadHeaders headers = new UploadHeaders(any, Long.MAX_VALUE, any);

        assertThat(UploadHeaders.read(headers.toBytes())).isEqualTo(headers);
    }

    @Test
    void isReadableByPeople() {
        byte[] value = new UploadHeaders(0xab, 7, 1_700_000_000_000L).toBytes();

        assertThat(new String(value, StandardCharsets.US_ASCII)).isEqualTo("00000000000000ab/7/1700000000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "00000000000000ab/0/1",
                "00000000000000ab/1",
                "ab/1/1",
                "00000000000000ab/1/1/1",
                "zz000000000000ab/1/1"
            })
    void findsNothingInOtherText(String text) {
        assertThat(UploadHeaders.read(text.getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(UploadHeaders.read(null)).isNull();
    }
}
