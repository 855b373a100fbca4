package io.meshplane.bench.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.sentinel.SentinelOptions.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentinelOptionsTest {
    @Test
    void measuresEverythingUnlessToldOtherwise() throws Unusable {
        assertThat(SentinelOptions.parse(List.of()))
                .isEqualTo(new SentinelOptions(4, 1, 30, false, EnumSet.allOf(Part.class)));
    }

    @Test
    void readsEveryOption() throws Unusable {
        List<String> words = List.of(
                "--rounds", "20", "--seeds", "3", "--days", "7", "--only", "loss", "--only", "records", "--json");

        assertThat(SentinelOptions.parse(words))
                .isEqualTo(new SentinelOptions(20, 3, 7, true, Set.of(Part.LOSS, Part.RECORDS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds", "--rounds 0", "--seeds 100001", "--days 1e1", "--only dns", "--quick"})
    void refusesWhatCannotBeMeant(String line) {
        assertThatThrownBy(() -> SentinelOptions.parse(List.of(line.split(" "))))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.exitCode()).isEqualTo(Unusable.USAGE));
    }
}
