package io.meshplane.bench.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.routes.RoutesOptions.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesOptionsTest {
    @Test
    void measuresEverythingUnlessToldOtherwise() throws Unusable {
        assertThat(RoutesOptions.parse(List.of()))
                .isEqualTo(new RoutesOptions(List.of(), 1, false, false, Set.of(Part.values())));
    }

    @Test
    void readsEveryOption() throws Unusable {
        List<String> words = List.of(
                "--topology", "a.csv", "--topology", "b.csv", "--seed", "9", "--json", "--quick", "--only", "engine");

        assertThat(RoutesOptions.parse(words))
                .isEqualTo(new RoutesOptions(
                        List.of(Path.of("a.csv"), Path.of("b.csv")), 9, true, true, Set.of(Part.ENGINE)));
    }

    @ParameterizedTest
    @CsvSource({"--topology", "--seed x", "--only everything", "--fast", "--seed --json"})
    void refusesWhatCannotBeMeant(String words) {
        assertThatThrownBy(() -> RoutesOptions.parse(List.of(words.split(" "))))
                .isInstanceOfSatisfying(
                        Unusable.class, e -> assertThat(e.exitCode()).isEqualTo(Unusable.USAGE));
    }
}
