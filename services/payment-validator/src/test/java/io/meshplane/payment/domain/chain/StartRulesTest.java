package io.meshplane.payment.domain.chain;

import static io.meshplane.payment.domain.chain.Hashes.TWO_OF_FOUR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StartRulesTest {

    @Test
    void looksBackFromTheHead() {
        assertThat(StartRules.firstHeight(List.of(5000L, 5000L, 5001L, 5000L), TWO_OF_FOUR, 1000))
                .isEqualTo(OptionalLong.of(4000));
    }

    @Test
    void beginsAtTheFirstBlockOfAYoungChain() {
        assertThat(StartRules.firstHeight(List.of(7L, 7L, 7L), TWO_OF_FOUR, 1000))
                .isEqualTo(OptionalLong.of(0));
    }

    @Test
    void isNotMovedByALiar() {
        assertThat(StartRules.firstHeight(List.of(5000L, 999_999_999L, 5000L), TWO_OF_FOUR, 1000))
                .isEqualTo(OptionalLong.of(4000));
        assertThat(StartRules.firstHeight(List.of(5000L, 0L, 5000L), TWO_OF_FOUR, 1000))
                .isEqualTo(OptionalLong.of(4000));
    }

    @Test
    void waitsUntilTheHonestOutnumberTheLiars() {
        assertThat(StartRules.firstHeight(List.of(5000L, 0L), TWO_OF_FOUR, 1000))
                .isEmpty();
    }
}
