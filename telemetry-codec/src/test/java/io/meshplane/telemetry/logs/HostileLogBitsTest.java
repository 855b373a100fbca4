package io.meshplane.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.entropy.BitDecoder;
import io.meshplane.telemetry.entropy.BitEncoder;
import io.meshplane.testkit.telemetry.RouterLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bits that no encoder wrote: the decoder says so or gives some lines within the limits, and never fails otherwise. */
class HostileLogBitsTest {
    private static final int MOST_LINES = 300;
    private static final int MOST_BYTES = 20_000;
    private static final int INPUTS = Integer.getInteger("meshplane.fuzz.logs", 3_000);

    private final LogDecoder decoder = new LogDecoder();
    private final BitDecoder in = new BitDecoder();
    private final LogLines lines = new LogLines();

    private boolean decode(byte[] message) {
        in.reset(message, 0, message.length);
        boolean read = decoder.decode(in, MOST_LINES, MOST_BYTES, lines);
        assertThat(lines.sizeBytes()).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(lines.count()).isLessThanOrEqualTo(MOST_LINES);
        assertThat(decoder.stateBytes()).isLessThanOrEqualTo(LogEncoder.MAX_STATE_BYTES);
        if (!read) {
            assertThat(lines.count()).isZero();
            decoder.reset();
        }
        return read;
    }

    @Test
    void randomBytesDoNoHarm() {
        Random random = new Random(21);

        for (int i = 0; i < INPUTS; i++) {
            byte[] message = new byte[random.nextInt(400)];
            random.nextBytes(message);
            decode(message);
        }
    }

    @Test
    void flippedBitsDoNoHarm() {
        Random random = new Random(22);
        List<List<String>> minutes = new RouterLog(22, 8, 1).minutes(4);
        LogLines sent = new LogLines();
        BitEncoder out = new BitEncoder();

        for (int i = 0; i < INPUTS / 10; i++) {
            LogEncoder encoder = new LogEncoder();
            decoder.reset();
            for (List<String> minute : minutes) {
                sent.clear();
                for (String line : minute) sent.add(line);
                out.reset();
                encoder.encode(sent, out);
                byte[] message = out.finish();
                if (random.nextInt(3) == 0) message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
                if (!decode(message)) break;
            }
        }
    }

    @Test
    void randomBytesAfterMuchWasLearnedAndForgottenDoNoHarm() {
        Random random = new Random(24);
        List<byte[]> messages = longLog();

        for (int i = 0; i < INPUTS / 100; i++) {
            decoder.reset();
            for (byte[] message : messages) assertThat(decode(message)).isTrue();
            byte[] noise = new byte[100];
            do random.nextBytes(noise);
            while (decode(noise));
        }
    }

    /** Enough of different kinds that the tree is trimmed more than once. */
    private static List<byte[]> longLog() {
        LogEncoder encoder = new LogEncoder();
        BitEncoder out = new BitEncoder();
        LogLines sent = new LogLines();
        List<byte[]> messages = new ArrayList<>();
        for (long seed = 0; seed < 4; seed++) {
            for (PlainLogs kind : PlainLogs.values()) {
                sent.clear();
                for (String line : kind.lines(seed, 60)) sent.add(line);
                out.reset();
                encoder.encode(sent, out);
                messages.add(out.finish());
            }
        }
        return messages;
    }

    @Test
    void aMessageCutShortIsRefused() {
        byte[] message = message(new RouterLog(23, 8, 1).minutes(1).getFirst());

        for (int bytes = 0; bytes < message.length - 8; bytes += 7) {
            in.reset(message, 0, bytes);

            assertThat(decoder.decode(in, MOST_LINES, MOST_BYTES, lines)).isFalse();
            decoder.reset();
        }
    }

    @Test
    void theLimitsHoldToTheByteAndTheLine() {
        byte[] message = message(List.of("abc 1", "", "déf"));
        int bytes = 5 + 4;

        assertThat(decodes(message, 3, bytes)).isTrue();
        assertThat(decodes(message, 2, bytes)).isFalse();
        assertThat(decodes(message, 3, bytes - 1)).isFalse();
    }

    @Test
    void afterARefusalNothingIsReadUntilAReset() {
        byte[] message = message(List.of("one"));
        in.reset(message, 0, message.length);
        assertThat(decoder.decode(in, 0, MOST_BYTES, lines)).isFalse();

        in.reset(message, 0, message.length);
        assertThat(decoder.decode(in, MOST_LINES, MOST_BYTES, lines)).isFalse();
        decoder.reset();
        in.reset(message, 0, message.length);

        assertThat(decoder.decode(in, MOST_LINES, MOST_BYTES, lines)).isTrue();
        assertThat(lines.text(0)).isEqualTo("one");
    }

    private boolean decodes(byte[] message, int mostLines, int mostBytes) {
        decoder.reset();
        in.reset(message, 0, message.length);
        return decoder.decode(in, mostLines, mostBytes, lines);
    }

    private static byte[] message(List<String> lines) {
        LogLines sent = new LogLines();
        for (String line : lines) sent.add(line);
        BitEncoder out = new BitEncoder();
        new LogEncoder().encode(sent, out);
        return out.finish();
    }
}
