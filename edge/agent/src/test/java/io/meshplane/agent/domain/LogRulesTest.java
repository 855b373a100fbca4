package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.agent.domain.LogGate.Limits;
import io.meshplane.agent.domain.LogGate.Verdict;
import io.meshplane.agent.domain.LogPosition.Sight;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link LogGate}, {@link LogSeverity} and {@link LogPosition}. */
class LogRulesTest {
    private static final Limits LIMITS = new Limits(2, 10, 1);

    @Test
    void letsABurstPassAndThenSoManyLinesASecond() {
        LogGate gate = new LogGate(LIMITS, 0);

        assertThat(passed(gate, 100, 0)).isEqualTo(10);
        assertThat(passed(gate, 100, 1_000)).isEqualTo(2);
        assertThat(passed(gate, 100, 60_000)).isEqualTo(10);
    }

    @Test
    void letsErrorsPassThroughAFloodOfOtherLines() {
        LogGate gate = new LogGate(new Limits(2, 40, 1), 0);
        passed(gate, 1_000, 0);

        assertThat(gate.offer(50, true, 0)).isEqualTo(Verdict.PASS_URGENT);
        assertThat(gate.offer(50, false, 0)).isEqualTo(Verdict.SUPPRESS);
    }

    @Test
    void boundsAFloodOfErrorsAndWhatIsUrgentOfIt() {
        LogGate gate = new LogGate(LIMITS, 0);
        int urgent = 0;
        int passed = 0;
        for (int i = 0; i < 1_000; i++) {
            Verdict verdict = gate.offer(50, true, i);
            if (verdict == Verdict.PASS_URGENT) urgent++;
            if (verdict != Verdict.SUPPRESS) passed++;
        }

        assertThat(urgent).isEqualTo(1);
        assertThat(passed).isBetween(11, 16);
    }

    @Test
    void countsALongLineAsMany() {
        LogGate gate = new LogGate(LIMITS, 0);

        assertThat(gate.offer(10 * LogGate.BYTES_PER_TOKEN, false, 0)).isEqualTo(Verdict.PASS);
        assertThat(gate.offer(1, false, 0)).isEqualTo(Verdict.SUPPRESS);
    }

    @Test
    void tellsOfEverySuppressedLineOnce() {
        long seed = 404;
        SplittableRandom random = new SplittableRandom(seed);
        LogGate gate = new LogGate(LIMITS, 7);
        long nowMs = 0;
        long passed = 0;
        long told = 0;
        long offered = 20_000;

        for (int i = 0; i < offered; i++) {
            nowMs += random.nextInt(200);
            if (gate.offer(random.nextInt(2_000), random.nextInt(10) == 0, nowMs) != Verdict.SUPPRESS) passed++;
            told += gate.note(nowMs, false);
        }
        told += gate.note(nowMs, true);

        assertThat(passed + told).as("seed %d", seed).isEqualTo(offered + 7);
        assertThat(gate.suppressedEver()).isEqualTo(offered - passed);
        assertThat(gate.untold()).isZero();
    }

    @Test
    void tellsOfSuppressedLinesEveryTenSecondsAtMost() {
        LogGate gate = new LogGate(LIMITS, 0);
        passed(gate, 30, 0);

        assertThat(gate.note(0, false)).isEqualTo(20);
        passed(gate, 30, 1_000);
        assertThat(gate.note(9_999, false)).isZero();
        assertThat(gate.note(10_000, false)).isEqualTo(28);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | 2026-06-20 18:00:00 ERROR babel: no route
            true  | Jun 20 18:00:00 gw kernel: [FATAL] eth0
            true  | {"ts":"2026-06-20T18:00:00.685Z","level":"error","msg":"x"}
            true  | time=1 level=crit msg=x
            false | {"ts":"2026-06-20T18:00:00.685Z","level":"INFO","msg":"terrors"}
            false | ERRORS_SEEN=0
            false | error rate is fine
            false | level=info msg=x
            """)
    void knowsAnErrorByItsWords(boolean urgent, String line) {
        assertThat(LogSeverity.isUrgent(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(urgent);
    }

    @Test
    void looksForALevelNearTheBeginningOnly() {
        String line = "x".repeat(300) + " ERROR";

        assertThat(LogSeverity.isUrgent(line.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void tellsWhatBecameOfAFile() {
        LogPosition position = new LogPosition("(dev=1,ino=2)", 1_000, 256, 77);

        assertThat(position.look("(dev=1,ino=2)", 1_000, OptionalInt.of(77))).isEqualTo(Sight.SAME);
        assertThat(position.look("(dev=1,ino=2)", 999, OptionalInt.of(77))).isEqualTo(Sight.TRUNCATED);
        assertThat(position.look("(dev=1,ino=2)", 5_000, OptionalInt.of(78))).isEqualTo(Sight.TRUNCATED);
        assertThat(position.look("(dev=1,ino=2)", 5_000, OptionalInt.empty())).isEqualTo(Sight.TRUNCATED);
        assertThat(position.look("(dev=1,ino=3)", 1_000, OptionalInt.of(77))).isEqualTo(Sight.OTHER_FILE);
    }

    @Test
    void survivesARestartThroughItsText() {
        LogPosition position = new LogPosition("(dev=1,ino=2)", 1_000, 256, -77);

        assertThat(LogPosition.ofText(position.toText())).isEqualTo(position);
        assertThatIllegalArgumentException().isThrownBy(() -> LogPosition.ofText("file x 1 999 0"));
        assertThatIllegalArgumentException().isThrownBy(() -> LogPosition.ofText("journal s=1"));
    }

    private static int passed(LogGate gate, int lines, long nowMs) {
        int passed = 0;
        for (int i = 0; i < lines; i++) {
            if (gate.offer(50, false, nowMs) != Verdict.SUPPRESS) passed++;
        }
        return passed;
    }
}
