package io.meshplane.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.bench.Unusable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerOptionsTest {
    @Test
    void writesAMillionEntriesUnlessToldOtherwise() throws Unusable {
        assertThat(LedgerOptions.parse(List.of())).isEqualTo(new LedgerOptions(1_000_000, 2_000, 2, false));
    }

    @Test
    void readsEveryOption() throws Unusable {
        assertThat(LedgerOptions.parse(List.of("--entries", "100", "--batch", "5", "--clients", "1", "--json")))
                .isEqualTo(new LedgerOptions(100, 5, 1, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--entries", "--entries 0", "--entries 1e6", "--batch 20001", "--clients 33", "--size 1"})
    void refusesWhatCannotBeMeant(String line) {
        assertThatThrownBy(() -> LedgerOptions.parse(List.of(line.split(" "))))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.exitCode()).isEqualTo(Unusable.USAGE));
    }
}
