package io.meshplane.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.entropy.BitDecoder;
import io.meshplane.telemetry.entropy.BitEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An encoder and the decoder at the other end, held to each other at every message. */
final class LogLink {
    private static final int MOST_LINES = 1 << 20;
    private static final int MOST_BYTES = 1 << 26;

    final LogEncoder encoder = new LogEncoder();
    final LogDecoder decoder = new LogDecoder();
    private final BitEncoder out = new BitEncoder();
    private final BitDecoder in = new BitDecoder();
    private final LogLines sent = new LogLines();
    private final LogLines received = new LogLines();

    /** Sends lines and compares what arrives, and the states afterwards; the bytes of the message. */
    int send(List<String> lines) {
        sent.clear();
        for (String line : lines) assertThat(sent.add(line)).isTrue();
        return send();
    }

    /** As {@link #send(List)}, for lines that are no text. */
    int sendBytes(byte[]... lines) {
        sent.clear();
        for (byte[] line : lines) assertThat(sent.add(line)).isTrue();
        return send();
    }

    private int send() {
        out.reset();
        encoder.encode(sent, out);
        byte[] message = out.finish();
        in.reset(message, 0, message.length);
        assertThat(decoder.decode(in, MOST_LINES, MOST_BYTES, received)).isTrue();
        assertThat(received.count()).isEqualTo(sent.count());
        for (int i = 0; i < sent.count(); i++) {
            assertThat(received.line(i)).isEqualTo(sent.line(i));
        }
        assertThat(decoder.digest()).isEqualTo(encoder.digest());
        return message.length;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
