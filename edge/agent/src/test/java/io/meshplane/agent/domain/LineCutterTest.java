package io.meshplane.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineCutterTest {
    @Test
    void cutsAtLineEnds() {
        assertThat(lines(64, "one\ntwo\r\n\nthree")).containsExactly("one", "two", "three");
    }

    @Test
    void keepsALineOfTheGreatestLengthWhole() {
        String line = "x".repeat(64);

        assertThat(lines(64, line + "\n")).containsExactly(line);
    }

    @Test
    void saysHowMuchOfALongerLineIsMissing() {
        assertThat(lines(64, "x".repeat(65) + "\nnext\n"))
                .containsExactly("x".repeat(24) + " ... [41 bytes cut]", "next");
    }

    @Test
    void doesNotCutWithinACharacter() {
        String cut = lines(64, "é".repeat(100) + "\n").getFirst();

        assertThat(cut).isEqualTo("é".repeat(12) + " ... [176 bytes cut]");
        assertThat(lines(64, "x" + "é".repeat(100) + "\n").getFirst()).startsWith("x" + "é".repeat(11) + " ...");
    }

    @Test
    void doesNotCareWhereTheBytesAreSplit() {
        long seed = 512;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(1, 20); n > 0; n--)
                text.append("añ".repeat(random.nextInt(60))).append('\n');
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            List<String> split = new ArrayList<>();
            LineCutter cutter = new LineCutter(64);
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + random.nextInt(1, 50));
                byte[] part = Arrays.copyOfRange(bytes, at, end);
                cutter.feed(part, part.length, line -> split.add(new String(line, StandardCharsets.UTF_8)));
                at = end;
            }

            assertThat(split).as("seed %d, round %d", seed, round).isEqualTo(lines(64, text.toString()));
            assertThat(cutter.pendingBytes()).isZero();
        }
    }

    @Test
    void forgetsALineWithoutAnEndWhenToldTo() {
        LineCutter cutter = new LineCutter(64);
        cutter.feed("half".getBytes(StandardCharsets.UTF_8), 4, _ -> {});
        assertThat(cutter.pendingBytes()).isEqualTo(4);

        cutter.discard();

        List<byte[]> lines = new ArrayList<>();
        cutter.flush(lines::add);
        assertThat(lines).isEmpty();
    }

    @Test
    void refusesLinesTooShortForItsNote() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LineCutter(63));
    }

    private static List<String> lines(int maxBytes, String text) {
        List<String> lines = new ArrayList<>();
        LineCutter cutter = new LineCutter(maxBytes);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        cutter.feed(bytes, bytes.length, line -> lines.add(new String(line, StandardCharsets.UTF_8)));
        cutter.flush(line -> lines.add(new String(line, StandardCharsets.UTF_8)));
        return lines;
    }
}
