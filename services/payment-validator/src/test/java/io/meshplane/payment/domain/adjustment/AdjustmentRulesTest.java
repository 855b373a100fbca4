package io.meshplane.payment.domain.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.adjustment.AdjustmentRules.Decision;
import io.meshplane.payment.domain.ledger.Account;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdjustmentRulesTest {
    private static final Adjustment ASKED = asked("a-1", 7, "refund of March", "ann");

    @Test
    void onePersonIsEnoughUnlessTheNetworkWantsTwo() {
        assertThat(AdjustmentRules.ask(ASKED, Optional.empty(), false))
                .isEqualTo(new Decision.Moved(ASKED.approved("ann")));
        assertThat(AdjustmentRules.ask(ASKED, Optional.empty(), true)).isEqualTo(new Decision.Waits(ASKED));
    }

    @Test
    void whoeverAskedCannotApprove() {
        assertThat(AdjustmentRules.approve(ASKED, "ann")).isEqualTo(new Decision.NeedsAnother());
        assertThat(AdjustmentRules.approve(ASKED, "bob")).isEqualTo(new Decision.Moved(ASKED.approved("bob")));
    }

    @Test
    void nothingMovesTwice() {
        Adjustment moved = ASKED.approved("bob");

        assertThat(AdjustmentRules.approve(moved, "carl")).isEqualTo(new Decision.Known(moved));
        assertThat(AdjustmentRules.ask(ASKED, Optional.of(moved), true)).isEqualTo(new Decision.Known(moved));
    }

    @Test
    void anIdStandsForOneThing() {
        assertThat(AdjustmentRules.ask(asked("a-1", 8, "refund of March", "ann"), Optional.of(ASKED), false))
                .isEqualTo(new Decision.Taken());
    }

    @Test
    void needsAReason() {
        assertThatIllegalArgumentException().isThrownBy(() -> asked("a-1", 7, " ", "ann"));
        assertThatIllegalArgumentException().isThrownBy(() -> asked("a-1", 7, "x".repeat(501), "ann"));
        assertThatIllegalArgumentException().isThrownBy(() -> asked("a 1", 7, "x", "ann"));
        assertThatIllegalArgumentException().isThrownBy(() -> asked("a-1", 0, "x", "ann"));
    }

    private static Adjustment asked(String id, long amount, String reason, String by) {
        return new Adjustment(
                new NetworkId("home"),
                id,
                Account.TREASURY,
                Account.SUSPENSE,
                Amount.of(amount),
                Asset.coinOf(7357),
                reason,
                by,
                Optional.empty());
    }
}
