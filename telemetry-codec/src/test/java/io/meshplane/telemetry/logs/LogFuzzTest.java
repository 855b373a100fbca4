package io.meshplane.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.telemetry.entropy.BitDecoder;
import io.meshplane.telemetry.entropy.BitEncoder;
import io.meshplane.testkit.fuzz.Fuzz;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFuzzTest {
    private static final int MOST_LINES = 300;
    private static final int MOST_BYTES = 20_000;

    @Test
    void standsChangedLines() {
        LogDecoder decoder = new LogDecoder();
        BitDecoder in = new BitDecoder();
        LogLines lines = new LogLines();

        Fuzz.mustStand("log lines", messages(), input -> {
            in.reset(input, 0, input.length);
            boolean read = decoder.decode(in, MOST_LINES, MOST_BYTES, lines);
            assertThat(lines.sizeBytes()).isLessThanOrEqualTo(MOST_BYTES);
            assertThat(lines.count()).isLessThanOrEqualTo(MOST_LINES);
            if (!read) decoder.reset();
            return Fuzz.answer(read ? "read" : "refused", lines.count(), lines.sizeBytes(), decoder.stateBytes());
        });
    }

    private static List<byte[]> messages() {
        List<byte[]> messages = new ArrayList<>();
        for (PlainLogs kind : PlainLogs.values()) {
            LogLines sent = new LogLines();
            for (String line : kind.lines(7, 12)) sent.add(line);
            BitEncoder out = new BitEncoder();
            new LogEncoder().encode(sent, out);
            messages.add(out.finish());
        }
        return messages;
    }
}
