package io.meshplane.payment.domain.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.payment.domain.claim.VerdictRules.Verdict;
import io.meshplane.payment.domain.claim.Wait.Standstill;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitTest {
    private static final Verdict VALID = new Verdict.Valid(List.of(), Set.of());

    @Test
    void saysWhatIsMissing() {
        assertThat(wait(new Verdict.WaitsForTransaction())).contains(new Wait.ForTransaction());
        assertThat(wait(new Verdict.WaitsForDepth(1, 4))).contains(new Wait.ForConfirmations(1, 4));
        assertThat(wait(new Verdict.WaitsForFinality(60, 59))).contains(new Wait.ForFinality(60, 59));
        assertThat(wait(new Verdict.WaitsForChain())).contains(new Wait.ForChain());
        assertThat(wait(VALID)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Standstill.class)
    void aStandstillOfTheChainIsWhatEveryClaimOnItWaitsFor(Standstill why) {
        for (Verdict verdict : List.of(new Verdict.WaitsForDepth(1, 4), new Verdict.WaitsForTransaction(), VALID)) {
            assertThat(Wait.of(ClaimState.PENDING, verdict, Optional.of(why)))
                    .contains(new Wait.ForTheChainToGoOn(why));
        }
        assertThat(Wait.of(ClaimState.PENDING, new Verdict.WaitsForChain(), Optional.of(why)))
                .contains(new Wait.ForChain());
    }

    @ParameterizedTest
    @EnumSource(
            value = ClaimState.class,
            names = {"VALID", "INVALID", "UNSUPPORTED"})
    void whatIsSettledWaitsForNothing(ClaimState state) {
        assertThat(Wait.of(state, new Verdict.WaitsForTransaction(), Optional.of(Standstill.HALTED)))
                .isEmpty();
    }

    private static Optional<Wait> wait(Verdict verdict) {
        return Wait.of(ClaimState.PENDING, verdict, Optional.empty());
    }
}
