package io.meshplane.bench.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.telemetry.TelemetryOptions.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryOptionsTest {
    @Test
    void measuresEverythingOnGeneratedNodesUnlessToldOtherwise() throws Unusable {
        assertThat(TelemetryOptions.parse(List.of()))
                .isEqualTo(new TelemetryOptions(
                        Optional.empty(), 1, Optional.empty(), false, false, Set.of(Part.values())));
    }

    @Test
    void readsEveryOption() throws Unusable {
        List<String> words = List.of(
                "--data", "d", "--seed", "9", "--peers", "p", "--json", "--quick", "--only", "size", "--only", "speed");

        assertThat(TelemetryOptions.parse(words))
                .isEqualTo(new TelemetryOptions(
                        Optional.of(Path.of("d")),
                        9,
                        Optional.of(Path.of("p")),
                        true,
                        true,
                        Set.of(Part.SIZE, Part.SPEED)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data | --data needs a value",
                "--data --json | --data needs a value",
                "--seed x | --seed: a whole number is expected, not x",
                "--only all | --only: size, speed or ingest is expected, not all",
                "--fast | unknown option --fast",
            })
    void saysWhatIsWrongInOneSentence(String words, String sentence) {
        assertThatThrownBy(() -> TelemetryOptions.parse(List.of(words.split(" "))))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.exitCode()).isEqualTo(Unusable.USAGE))
                .hasMessage(sentence);
    }
}
