package io.meshplane.simulation.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.simulation.payment.SimNode.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More trials: the system property {@code meshplane.trials}; other ones: {@code meshplane.seed}. */
class PaymentSimulationTest {
    private static final long TRIALS = Long.getLong("meshplane.trials", 100_000);
    private static final long SEED = Long.getLong("meshplane.seed", 20_261_130L);
    private static final int ENOUGH_TO_NOTICE = 500;

    @Test
    void everyHonestPaymentIsCreditedOnceAndNoForgedOneWhoeverFailsWithinTheAssumption() {
        Campaign.Result result = Campaign.run(TRIALS, SEED, Flaw.NONE);

        System.out.println("payments: " + result);
        assertThat(result.broken()).isEmpty();
        assertThat(result.payments()).isGreaterThan(TRIALS);
        assertThat(result.reorganisations()).isGreaterThan(TRIALS / 2);
        assertThat(result.crashes()).isGreaterThan(TRIALS / 2);
        assertThat(result.finalThatFell()).as("finality that was broken").isGreaterThan(TRIALS / 200);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aBrokenRuleIsNoticed(Flaw flaw) {
        Campaign.Result result = Campaign.run(ENOUGH_TO_NOTICE, SEED, flaw);

        assertThat(result.brokenTrials()).isPositive();
    }

    @Test
    void theSameSeedIsTheSameLife() {
        assertThat(Trial.run(SEED, Flaw.QUORUM_OF_ONE)).isEqualTo(Trial.run(SEED, Flaw.QUORUM_OF_ONE));
        assertThat(Campaign.run(200, SEED, Flaw.NONE)).isEqualTo(Campaign.run(200, SEED, Flaw.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FORKS FORKS", "HUNG HUNG HUNG", "FORKS FOREIGN HUNG", "FORKS HUNG HUNG"})
    void withMoreFailuresThanAreAssumedEverythingWaitsAndSomebodyIsPaged(String failures) {
        List<Kind> kinds = Arrays.stream(failures.split(" ")).map(Kind::valueOf).toList();
        for (long seed = SEED; seed < SEED + ENOUGH_TO_NOTICE; seed++) {
            assertThat(Trial.beyondTheAssumption(seed, kinds))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }
}
