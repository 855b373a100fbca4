package io.meshplane.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogBlockTest {
    @Test
    void anyLinesComeBack() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (LogBlock.Writer writer = new LogBlock.Writer()) {
            for (int round = 0; round < 50; round++) {
                List<String> lines = new ArrayList<>();
                for (int i = random.nextInt(200); i >= 0; i--) lines.add(line(random));

                assertThat(LogBlock.read(write(writer, lines))).isEqualTo(lines);
            }
        }
    }

    private static String line(Random random) {
        return random.ints(random.nextInt(80), 0, 0xD800)
                .mapToObj(Character::toString)
                .reduce("", String::concat);
    }

    private static byte[] write(LogBlock.Writer writer, List<String> lines) {
        writer.begin();
        for (String line : lines) {
            byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
            writer.add(utf8, 0, utf8.length);
        }
        return writer.finish();
    }

    @Test
    void aDamagedBlockHasNoLines() {
        try (LogBlock.Writer writer = new LogBlock.Writer()) {
            byte[] block = write(writer, List.of("one", "two"));
            for (int length = 0; length < block.length; length++) {
                byte[] cut = Arrays.copyOf(block, length);
                assertThat(LogBlock.read(cut)).isEmpty();
            }
            assertThat(LogBlock.read(block)).hasSize(2);
        }
    }
}
