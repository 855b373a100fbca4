package io.meshplane.payment.domain.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Address;
import io.meshplane.chain.Keccak256;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Payment;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviationRulesTest {
    private static final Asset COIN = Asset.coinOf(7357);
    private static final Asset TOKEN = new Asset(7357, "0x7357000000000000000000000000000000007357");
    private static final long DEADLINE = 200;

    @ParameterizedTest(name = "expected 1000, paid {0}: {1}")
    @CsvSource({"1000,", "999,PARTIAL", "1001,OVER"})
    void anAmountIsComparedToTheLastUnit(long paid, @Nullable String deviation) {
        Set<Deviation> deviations =
                DeviationRules.of(expected(1_000, COIN, null), List.of(payment(paid, COIN)), 100, DEADLINE);

        assertThat(deviations).isEqualTo(deviation == null ? Set.of() : Set.of(Deviation.valueOf(deviation)));
    }

    @Test
    void severalPaymentsOfOneTransactionAreOneSum() {
        assertThat(DeviationRules.of(
                        expected(1_000, TOKEN, null),
                        List.of(payment(400, TOKEN), payment(600, TOKEN), payment(5, COIN)),
                        100,
                        DEADLINE))
                .isEmpty();
    }

    @Test
    void anotherAssetIsNeitherTooLittleNorTooMuch() {
        assertThat(DeviationRules.of(expected(1_000, TOKEN, null), List.of(payment(1_000, COIN)), 100, DEADLINE))
                .containsExactly(Deviation.OTHER_ASSET);
    }

    @ParameterizedTest(name = "due by block {0}, in block {1}: late {2}")
    @CsvSource({"150,150,false", "150,151,true", ",200,false", ",201,true", "300,250,true"})
    void aPaymentIsLateByBlocksNotByTime(@Nullable Long due, long height, boolean late) {
        Set<Deviation> deviations =
                DeviationRules.of(new Expectation(null, null, due), List.of(payment(1, COIN)), height, DEADLINE);

        assertThat(deviations.contains(Deviation.LATE)).isEqualTo(late);
    }

    @Test
    void onePaymentMayDeviateInTwoWays() {
        assertThat(DeviationRules.of(expected(1_000, COIN, 150L), List.of(payment(1, COIN)), 151, DEADLINE))
                .containsExactlyInAnyOrder(Deviation.LATE, Deviation.PARTIAL);
    }

    @Test
    void whoExpectsNothingFindsNoDeviation() {
        assertThat(DeviationRules.of(Expectation.NONE, List.of(payment(1, COIN)), 100, DEADLINE))
                .isEmpty();
    }

    private static Expectation expected(long amount, Asset asset, @Nullable Long due) {
        return new Expectation(Amount.of(amount), asset, due);
    }

    private static Payment payment(long amount, Asset asset) {
        return new Payment(
                7357,
                Keccak256.hash("tx"),
                Payment.NATIVE,
                new NetworkId("home"),
                Address.ZERO,
                Address.ZERO,
                new Amount(BigInteger.valueOf(amount)),
                asset);
    }
}
