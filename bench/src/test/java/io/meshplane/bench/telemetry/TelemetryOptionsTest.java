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
                        Optional.empty(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        Set.of(),
                        Set.of(Part.values())));
    }

    @Test
    void readsEveryOption() throws Unusable {
        List<String> words = List.of(
                "--data",
                "d",
                "--seed",
                "9",
                "--peers",
                "p",
                "--profile",
                "j",
                "--json",
                "--quick",
                "--only",
                "size",
                "--only",
                "speed",
                "--door",
                "native",
                "--door",
                "otlp_gzip");

        assertThat(TelemetryOptions.parse(words))
                .isEqualTo(new TelemetryOptions(
                        Optional.of(Path.of("d")),
                        9,
                        Optional.of(Path.of("p")),
                        Optional.of(Path.of("j")),
                        true,
                        true,
                        Set.of("native", "otlp_gzip"),
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
                "--door front | --door: one of remote_write1, remote_write2, otlp_gzip, otlp_zstd, native, native_client is expected, not front",
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
