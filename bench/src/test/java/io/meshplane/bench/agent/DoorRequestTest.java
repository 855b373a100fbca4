package io.meshplane.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DoorRequestTest {
    @Test
    void readsOneRequestAfterTheOther() throws IOException {
        InputStream in = stream("POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nxyzGET /b HTTP/1.1\r\nHost: h\r\n\r\n");

        DoorRequest first = Objects.requireNonNull(DoorRequest.read(in));
        DoorRequest second = Objects.requireNonNull(DoorRequest.read(in));

        assertThat(new String(first.body(), StandardCharsets.US_ASCII)).isEqualTo("xyz");
        assertThat(second.path()).isEqualTo("/b");
        assertThat(second.header("host")).isEqualTo("h");
        assertThat(DoorRequest.read(in)).isNull();
    }

    @Test
    void aConnectionThatBreaksWithinARequestIsNoEnd() {
        assertThatThrownBy(() -> DoorRequest.read(stream("POST /a HT"))).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> DoorRequest.read(stream("POST /a HTTP/1.1\r\ncontent-length: 9\r\n\r\nxy")))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void whatIsNoRequestIsRefused() {
        assertThatThrownBy(() -> DoorRequest.read(stream("hello\r\n\r\n"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> DoorRequest.read(stream("POST /a HTTP/1.1\r\ncontent-length: -9\r\n\r\n")))
                .isInstanceOf(IOException.class);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
