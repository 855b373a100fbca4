package io.meshplane.telemetry.logs;

import static io.meshplane.telemetry.logs.LogLink.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.testkit.telemetry.RouterLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogRoundTripTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRoutersLogSurvives(long seed) {
        LogLink link = new LogLink();

        for (List<String> minute : new RouterLog(seed, 12, 1).minutes(20)) link.send(minute);
    }

    @ParameterizedTest
    @EnumSource
    void aPlainLogSurvives(PlainLogs kind) {
        LogLink link = new LogLink();
        List<String> lines = kind.lines(7, 3000);

        for (int i = 0; i < 3000; i += 100) link.send(lines.subList(i, i + 100));
    }

    @Test
    void bothEndsStayEqualOverAThousandBatchesOfAllKinds() {
        LogLink link = new LogLink();
        Random random = new Random(11);
        List<PlainLogs> kinds = List.of(PlainLogs.values());
        List<List<String>> minutes = new RouterLog(11, 6, 0.2).minutes(1000);

        for (List<String> minute : minutes) {
            link.send(minute);
            PlainLogs other = kinds.get(random.nextInt(kinds.size()));
            if (random.nextInt(4) == 0) link.send(other.lines(random.nextLong(), 5));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void linesOfRandomBytesSurvive(long seed) {
        LogLink link = new LogLink();
        Random random = new Random(seed);
        int alphabet = seed % 2 == 0 ? 256 : 40;

        for (int i = 0; i < 400; i++) {
            byte[] line = new byte[random.nextInt(300)];
            for (int j = 0; j < line.length; j++)
                line[j] = (byte) (random.nextInt(alphabet) + (alphabet == 40 ? 32 : 0));
            link.sendBytes(line);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void linesOfAlmostValuesSurvive(long seed) {
        LogLink link = new LogLink();
        Random random = new Random(seed);
        String[] pieces = {
            "0",
            "1",
            "9",
            "00",
            "59",
            "60",
            "2026",
            "-",
            ":",
            "::",
            ".",
            "T",
            "Z",
            " ",
            "/",
            "Feb",
            "Mar 31 ",
            "a",
            "f",
            "F",
            "G",
            "x",
            "0x",
            "ff",
            "deadbeef",
            "999999999999999999",
            "12:00:00",
            ",5",
            "2026-02-28T23:59:59",
            "fe80",
            "1.2.3.4",
            "_",
            "\"",
            "é"
        };

        for (int i = 0; i < 3000; i++) {
            StringBuilder line = new StringBuilder();
            for (int n = random.nextInt(14); n > 0; n--) line.append(pieces[random.nextInt(pieces.length)]);
            link.sendBytes(utf8(line.toString()));
        }
    }

    @Test
    void strangeLinesSurvive() {
        LogLink link = new LogLink();
        byte[] allBytes = new byte[256];
        for (int i = 0; i < 256; i++) allBytes[i] = (byte) i;

        link.sendBytes();
        link.sendBytes(new byte[0], new byte[0]);
        link.sendBytes(allBytes, utf8("\r"), utf8("\0"), utf8("\n\n"), utf8("   "), new byte[] {
            (byte) 0xC0, (byte) 0x80, (byte) 0xFF
        });
        link.sendBytes(utf8("\u0000\u0000\u0000"), utf8("0"), utf8("00"), utf8("1e5 -0 +1 0.0 00.0 .5 5. 1.2.3.4.5"));
        for (String filling : List.of(" ", "a", "0", "1", "f", ":", "a1", "1:", "a.", "\u20ac", "x ", "word ", "7 ")) {
            link.sendBytes(utf8(filling.repeat(LogLines.MAX_LINE_BYTES / utf8(filling).length)));
        }
        byte[] noise = new byte[LogLines.MAX_LINE_BYTES];
        new Random(5).nextBytes(noise);
        link.sendBytes(noise, noise);
    }

    @Test
    void aLoneSurrogateBecomesAQuestionMarkAndItsNeighboursStay() {
        LogLines lines = new LogLines();

        lines.add("a\uD800b");

        assertThat(lines.text(0)).isEqualTo("a?b");
        assertThat(lines.line(0)).isEqualTo("a?b".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLineAboveTheLimitIsRefusedAndTheOthersStay() {
        LogLines lines = new LogLines();
        lines.add("first");

        boolean added = lines.add(new byte[LogLines.MAX_LINE_BYTES + 1]);

        assertThat(added).isFalse();
        assertThat(lines.count()).isEqualTo(1);
        assertThat(lines.add(new byte[LogLines.MAX_LINE_BYTES])).isTrue();
    }

    @Test
    void afterAResetOfBothTheFirstMessageIsReadAgain() {
        LogLink link = new LogLink();
        List<String> minute = new RouterLog(3, 5, 1).minutes(1).getFirst();
        int first = link.send(minute);
        assertThat(link.send(minute)).isLessThan(first);

        link.encoder.reset();
        link.decoder.reset();

        assertThat(link.send(minute)).isEqualTo(first);
    }
}
