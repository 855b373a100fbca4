package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.TWO_OF_FOUR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StallRulesTest {
    @Test
    void aChainThatGrowsWithoutAgreementIsStalled() {
        assertThat(StallRules.isStalled(List.of(109L, 200L), 100, TWO_OF_FOUR, 8))
                .isTrue();
        assertThat(StallRules.isStalled(List.of(108L, 200L), 100, TWO_OF_FOUR, 8))
                .isFalse();
    }

    @Test
    void aLiarAloneRaisesNoAlarm() {
        assertThat(StallRules.isStalled(List.of(1_000_000L), 100, TWO_OF_FOUR, 8))
                .isFalse();
        assertThat(StallRules.isStalled(List.of(1_000_000L, 100L, 100L), 100, TWO_OF_FOUR, 8))
                .isFalse();
        assertThat(StallRules.isStalled(List.of(), 100, TWO_OF_FOUR, 8)).isFalse();
    }
}
