package io.meshplane.bench.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.payments.PaymentsOptions.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentsOptionsTest {
    private static PaymentsOptions parse(String words) throws Unusable {
        return PaymentsOptions.parse(words.isEmpty() ? List.of() : List.of(words.split(" ")));
    }

    @Test
    void measuresEverythingUnlessToldOtherwise() throws Unusable {
        PaymentsOptions options = parse("");

        assertThat(options.parts()).containsExactlyInAnyOrder(Part.values());
        assertThat(options.trials()).isEqualTo(100_000);
        assertThat(options.rate()).isEqualTo(1_000);
        assertThat(options.json()).isFalse();
    }

    @Test
    void trialsAloneMeanTheSimulationAlone() throws Unusable {
        PaymentsOptions options = parse("--trials 7 --seed -3 --json");

        assertThat(options.parts()).containsExactly(Part.SIMULATION);
        assertThat(options.trials()).isEqualTo(7);
        assertThat(options.seed()).isEqualTo(-3);
        assertThat(options.json()).isTrue();
        assertThat(parse("--trials 7 --only proof --only simulation").parts())
                .containsExactlyInAnyOrder(Part.PROOF, Part.SIMULATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--trials", "--trials 0", "--trials many", "--rate -1", "--only speed", "--data x", "--seed"})
    void refusesWhatCannotBeMeant(String words) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        refusal -> assertThat(refusal.exitCode()).isEqualTo(Unusable.USAGE));
    }
}
