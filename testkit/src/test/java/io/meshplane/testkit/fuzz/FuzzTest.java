package io.meshplane.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzTest {
    private static final List<byte[]> SEEDS = List.of("abcdefgh".getBytes(StandardCharsets.US_ASCII));

    /** Reads letters in order as far as they go: each further one is another answer. */
    private static int lettersInOrder(byte[] input) {
        int letters = 0;
        while (letters < input.length && input[letters] == 'z' - letters) letters++;
        return letters;
    }

    @Test
    void isLedToAFaultThatLiesBehindManySteps() {
        assertThatThrownBy(() -> Fuzz.run("letters", SEEDS, 500_000, 1, input -> {
                    int letters = lettersInOrder(input);
                    if (letters == 5) throw new IllegalStateException("five letters");
                    return letters;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("letters, seed 1, input 7a79787776")
                .hasRootCauseMessage("five letters");
    }

    @Test
    void aSeedGivesTheSameInputsAgain() {
        assertThat(inputs(7)).isEqualTo(inputs(7)).isNotEqualTo(inputs(8)).hasSize(201);
    }

    private static List<String> inputs(long seed) {
        List<String> seen = new ArrayList<>();
        Fuzz.run("inputs", SEEDS, 200, seed, input -> {
            seen.add(HexFormat.of().formatHex(input));
            return 1;
        });
        return seen;
    }

    @Test
    void seesWhatAnInputAllocates() {
        List<byte[]> kept = new ArrayList<>();

        Fuzz.Result result = Fuzz.run("hoarder", SEEDS, 40, 1, input -> {
            kept.add(new byte[100_000]);
            return Arrays.hashCode(input);
        });

        assertThat(result.mostAllocatedBytes()).isBetween(100_000L, 200_000L);
        assertThat(result.grownBytes()).isGreaterThan(3_500_000);
        assertThat(kept).hasSize(41);
    }
}
