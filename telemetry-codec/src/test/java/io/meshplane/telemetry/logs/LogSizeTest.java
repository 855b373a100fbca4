package io.meshplane.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.testkit.telemetry.RouterLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The goals of size and memory; sizes are exact, as logs come from seeds. */
class LogSizeTest {
    @ParameterizedTest
    @CsvSource({"40, 1.4, 9", "6, 0.5, 10", "2, 0.15, 13"})
    void anHourOfARoutersLogInMinutesTakesFewBytesALine(int peers, double perSecond, double goal) {
        for (long seed = 1; seed <= 3; seed++) {
            LogLink link = new LogLink();
            int bytes = 0;
            int lines = 0;

            for (List<String> minute : new RouterLog(seed, peers, perSecond).minutes(60)) {
                bytes += link.send(minute);
                lines += minute.size();
            }

            assertThat((double) bytes / lines).isLessThan(goal);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PROSE")
    void aPlainLogTakesHalfOfWhatGzipTakes(PlainLogs kind) {
        LogLink link = new LogLink();
        List<String> lines = kind.lines(5, 3000);
        int bytes = 0;
        int gzipBytes = 0;

        for (int i = 0; i < 3000; i += 100) {
            bytes += link.send(lines.subList(i, i + 100));
            gzipBytes += gzipBytes(lines.subList(i, i + 100));
        }

        assertThat(bytes).isLessThan(gzipBytes / 2);
    }

    @Test
    void noiseCostsHardlyMoreThanItself() {
        LogLink link = new LogLink();
        byte[] noise = new byte[60_000];
        new Random(1).nextBytes(noise);

        assertThat(link.sendBytes(noise)).isLessThan(noise.length * 5 / 4);
    }

    @Test
    void aHundredThousandKindsOfLinesStayWithinTheMemory() {
        LogLink link = new LogLink();
        Random random = new Random(9);

        for (int batch = 0; batch < 100; batch++) {
            link.send(random.ints(1000)
                    .mapToObj(i -> PlainLogs.word(new Random(i)) + "=" + i + " " + PlainLogs.word(random)
                            + " n" + random.nextInt(10_000) + " 0x" + Integer.toHexString(i) + " 10."
                            + random.nextInt(200) + ".0.1 "
                            + PlainLogs.word(random) + random.nextInt(9) / 2.0)
                    .toList());
            assertThat(link.encoder.stateBytes()).isLessThanOrEqualTo(LogEncoder.MAX_STATE_BYTES);
            assertThat(link.decoder.stateBytes()).isLessThanOrEqualTo(LogEncoder.MAX_STATE_BYTES);
        }
    }

    @Test
    void whatWasLearnedOutlivesABurstOfNoise() {
        LogLink link = new LogLink();
        List<List<String>> minutes = new RouterLog(4, 6, 1).minutes(30);
        int before = 0;
        for (List<String> minute : minutes) before = link.send(minute);

        link.send(PlainLogs.PROSE.lines(4, 60));

        assertThat(link.send(minutes.getLast())).isLessThan(before * 5 / 4);
    }

    private static int gzipBytes(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (String line : lines) gzip.write(LogLink.utf8(line + "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }
}
