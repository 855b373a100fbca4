package io.meshplane.payment.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Finality.Depth;
import io.meshplane.payment.domain.chain.Finality.Finalized;
import io.meshplane.payment.domain.chain.FinalityPolicy.Band;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinalityPolicyTest {
    private static final Asset COIN = Asset.coinOf(7357);
    private static final Asset TOKEN = new Asset(7357, "0x7357000000000000000000000000000000007357");
    private static final FinalityPolicy POLICY = new FinalityPolicy(
            new Depth(4),
            List.of(band(COIN, 1000, new Finalized()), band(COIN, 100, new Depth(12)), band(TOKEN, 5, new Depth(6))));

    @ParameterizedTest(name = "{0} wei of coin: {1}")
    @CsvSource({"1,4", "99,4", "100,12", "101,12", "999,12", "1000,finalized", "5000,finalized"})
    void theMoreIsPaidTheMoreIsAsked(long wei, String finality) {
        assertThat(POLICY.of(List.of(payment(COIN, wei)))).hasToString(finality);
    }

    @Test
    void onlyItsOwnAssetPutsAPaymentIntoABand() {
        assertThat(POLICY.of(List.of(payment(TOKEN, 999)))).isEqualTo(new Depth(6));
        assertThat(POLICY.of(List.of())).isEqualTo(new Depth(4));
    }

    @Test
    void whatOneTransactionPaysIsAddedUpAndItsDeepestBandHolds() {
        assertThat(POLICY.of(List.of(payment(COIN, 60), payment(COIN, 40)))).isEqualTo(new Depth(12));
        assertThat(POLICY.of(List.of(payment(COIN, 60), payment(TOKEN, 40)))).isEqualTo(new Depth(6));
        assertThat(POLICY.of(List.of(payment(COIN, 100), payment(TOKEN, 40)))).isEqualTo(new Depth(12));
    }

    @Test
    void refusesToAskLessOfMore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FinalityPolicy(new Depth(4), List.of(band(COIN, 100, new Depth(3)))))
                .withMessageContaining("a larger amount must lie as deep at least");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FinalityPolicy(
                        new Depth(4), List.of(band(COIN, 100, new Finalized()), band(COIN, 200, new Depth(100)))))
                .withMessageContaining("less would be asked than finalized");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FinalityPolicy(
                        new Depth(4), List.of(band(COIN, 100, new Depth(5)), band(COIN, 100, new Depth(6)))))
                .withMessageContaining("another one begins at the same amount");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> band(COIN, 0, new Depth(5)))
                .withMessageContaining("begins above 0");
    }

    @Test
    void refusesWhatCannotBeKept() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.requirePossible(11, List.of(COIN, TOKEN)))
                .withMessageContaining("12 blocks are deeper than a reorganisation is followed (11 blocks)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.requirePossible(128, List.of(COIN)))
                .withMessageContaining("no payment in this asset counts");
        assertThat(POLICY.requirePossible(12, List.of(COIN, TOKEN))).isEqualTo(POLICY);
    }

    @Test
    void saysItselfInWordsAndWhetherNodesMustBeAsked() {
        assertThat(POLICY.inWords())
                .isEqualTo("a payment counts under 4 blocks; from 5 of " + TOKEN + " under 6 blocks; from 100 of "
                        + COIN + " under 12 blocks; from 1000 of " + COIN + " when a quorum calls its block finalized");
        assertThat(POLICY.needsFinalized()).isTrue();
        assertThat(FinalityPolicy.of(new Depth(4)).needsFinalized()).isFalse();
        assertThat(FinalityPolicy.of(new Depth(4)).deepestBlocks()).isEqualTo(4);
        assertThat(POLICY.deepestBlocks()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "128", "finalized"})
    void isReadAsItIsWritten(String text) {
        assertThat(Finality.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "final", "4 ", "1234567890", "٤"})
    void isNotReadFromAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Finality.parse(text))
                .withMessageContaining("a depth is");
    }

    private static Band band(Asset asset, long from, Finality finality) {
        return new Band(asset, Amount.of(from), finality);
    }

    private static Payment payment(Asset asset, long amount) {
        return new Payment(
                7357,
                Hash32.ZERO,
                Payment.NATIVE,
                new NetworkId("home"),
                Address.ZERO,
                Address.ZERO,
                Amount.of(amount),
                asset);
    }
}
