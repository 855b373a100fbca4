package io.meshplane.payment.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
    private static final NodeId NODE = NodeId.ofPublicKey(new byte[32]);
    private static final Transfer PAID = new Transfer(
            "id",
            new NetworkId("home"),
            Account.TREASURY,
            Account.ofNode(NODE),
            Amount.of(7),
            Asset.coinOf(7357),
            TransferCode.PAYMENT,
            "cause");

    @Test
    void isTakenBackByTheSameAmountTheOtherWayRound() {
        Transfer reversal = PAID.reversal("other");

        assertThat(reversal.debit()).isEqualTo(PAID.credit());
        assertThat(reversal.credit()).isEqualTo(PAID.debit());
        assertThat(reversal.amount()).isEqualTo(PAID.amount());
        assertThat(reversal.code()).isEqualTo(TransferCode.REVERSAL);
        assertThat(reversal.causeId()).isEqualTo("id");
    }

    @Test
    void movesSomethingBetweenTwoAccounts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transfer(
                        "id",
                        PAID.network(),
                        Account.TREASURY,
                        Account.TREASURY,
                        Amount.of(1),
                        PAID.asset(),
                        TransferCode.PAYMENT,
                        "cause"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transfer(
                        "id",
                        PAID.network(),
                        Account.TREASURY,
                        Account.SUSPENSE,
                        Amount.ZERO,
                        PAID.asset(),
                        TransferCode.PAYMENT,
                        "cause"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "node:", "node:x", "cash", "treasury ", "revenue:naaaaaaaaaaaaaaaaaaaaaaaaa1"})
    void hasNoAccountsOfOtherNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Account(name));
    }
}
