package io.meshplane.payment.domain.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.contracts.money.Amount;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebtRulesTest {
    private static final DebtPolicy POLICY = new DebtPolicy(Amount.of(100), Amount.of(500), Amount.of(1_000), 80);

    @ParameterizedTest
    @CsvSource({
        "CLEAR,       0, CLEAR",
        "CLEAR,    5000, CLEAR",
        "CLEAR,     -99, CLEAR",
        "CLEAR,    -100, PAY",
        "CLEAR,    -499, PAY",
        "CLEAR,    -500, WARN",
        "CLEAR,    -999, WARN",
        "CLEAR,   -1000, ENFORCE",
        "ENFORCE,  -800, ENFORCE",
        "ENFORCE,  -799, WARN",
        "ENFORCE,  -399, PAY",
        "ENFORCE,   -79, CLEAR",
        "ENFORCE,     0, CLEAR",
        "WARN,    -1000, ENFORCE",
        "PAY,       -80, PAY",
        "PAY,       -79, CLEAR",
    })
    void tellsTheStageByTheDebtAndTheStageBefore(DebtStage before, long balance, DebtStage after) {
        assertThat(DebtRules.judge(before, BigInteger.valueOf(balance), POLICY)).isEqualTo(after);
    }

    @Test
    void doesNotFlapWithinTheBand() {
        Random random = new Random(5);
        DebtStage stage = DebtRules.judge(DebtStage.CLEAR, BigInteger.valueOf(-1_000), POLICY);

        for (int i = 0; i < 1_000; i++) {
            stage = DebtRules.judge(stage, BigInteger.valueOf(-800 - random.nextInt(400)), POLICY);
            assertThat(stage).isEqualTo(DebtStage.ENFORCE);
        }
    }

    @Test
    void saysTheSameOfTheSameDebtTwice() {
        for (DebtStage before : DebtStage.values()) {
            for (int owed = 0; owed < 1_200; owed++) {
                BigInteger balance = BigInteger.valueOf(-owed);
                DebtStage once = DebtRules.judge(before, balance, POLICY);
                assertThat(DebtRules.judge(once, balance, POLICY)).isEqualTo(once);
            }
        }
    }

    @Test
    void refusesThresholdsOutOfOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DebtPolicy(Amount.of(2), Amount.of(1), Amount.of(3), 80));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DebtPolicy(Amount.ZERO, Amount.of(1), Amount.of(3), 80));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DebtPolicy(Amount.of(1), Amount.of(1), Amount.of(3), 0));
    }
}
