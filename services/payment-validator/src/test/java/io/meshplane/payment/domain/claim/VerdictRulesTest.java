package io.meshplane.payment.domain.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.chain.ScannedBlock.Finding;
import io.meshplane.payment.domain.claim.VerdictRules.Verdict;
import io.meshplane.payment.domain.claim.Wallets.Registered;
import io.meshplane.payment.domain.claim.Wallets.Wallet;
import io.meshplane.payment.domain.ledger.Account;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictRulesTest {
    private static final NetworkId HOME = new NetworkId("home");
    private static final NodeId NODE = NodeId.ofPublicKey(new byte[32]);
    private static final NodeId OTHER =
            NodeId.ofPublicKey(Keccak256.hash("other").bytes().toArray());
    private static final Hash32 TX = Keccak256.hash("tx");
    private static final Address PAYER = Address.fromHex("0x1111111111111111111111111111111111111111");
    private static final Address PAYEE = Address.fromHex("0x2222222222222222222222222222222222222222");
    private static final VerdictRules.Policy POLICY = new VerdictRules.Policy(7357, 100);
    private static final Claim CLAIM = Claim.made("id", HOME, NODE, 7357, TX, 50);
    private static final Payment PAYMENT = payment(HOME);

    @Test
    void waitsForATransactionThatIsInNoAgreedBlock() {
        assertThat(VerdictRules.judge(CLAIM, null, new Tip(60, -1), POLICY))
                .isEqualTo(new Verdict.WaitsForTransaction());
    }

    @ParameterizedTest(name = "in block 60 of {0}: {1} of 4")
    @CsvSource({"60,0", "61,1", "63,3"})
    void waitsForBlocksOnTop(long head, long depth) {
        assertThat(VerdictRules.judge(CLAIM, paid(PAYMENT), new Tip(head, -1), POLICY))
                .isEqualTo(new Verdict.WaitsForDepth(depth, 4));
    }

    @Test
    void believesAPaymentThatIsDeepEnough() {
        assertThat(VerdictRules.judge(CLAIM, paid(PAYMENT), new Tip(64, -1), POLICY))
                .isEqualTo(new Verdict.Valid(List.of(PAYMENT), Set.of()));
    }

    @ParameterizedTest(name = "in block 60, head {0}, final {1}: {2}")
    @CsvSource({"60,-1,-1", "900,-1,-1", "900,59,59", "59,100,59"})
    void waitsUntilAQuorumCallsItsBlockFinalHoweverManyBlocksAreOnTop(long head, long finalized, long shown) {
        Sighting seen = new Sighting(60, Finding.PAYS, List.of(PAYMENT), new Finality.Finalized());

        assertThat(VerdictRules.judge(CLAIM, seen, new Tip(head, finalized), POLICY))
                .isEqualTo(new Verdict.WaitsForFinality(60, shown));
        assertThat(VerdictRules.judge(CLAIM, seen, new Tip(60, 60), POLICY))
                .isEqualTo(new Verdict.Valid(List.of(PAYMENT), Set.of()));
    }

    @Test
    void isLookedAtAgainWhenSomethingCanHaveChanged() {
        Sighting deep = new Sighting(60, Finding.PAYS, List.of(PAYMENT), new Finality.Depth(12));
        Sighting last = new Sighting(60, Finding.PAYS, List.of(PAYMENT), new Finality.Finalized());

        assertThat(ClaimRules.nextLook(CLAIM, null, POLICY)).isEqualTo(new Look.AtHead(150));
        assertThat(ClaimRules.nextLook(CLAIM, deep, POLICY)).isEqualTo(new Look.AtHead(72));
        assertThat(ClaimRules.nextLook(CLAIM, last, POLICY)).isEqualTo(new Look.AtFinalized(60));
    }

    @Test
    void isNotLookedAtBeforeItsTransactionMovesWhereTimeAloneChangesNothing() {
        Look whenItMoves = new Look.WhenItsTransactionMoves();
        Claim early = Claim.made("id", HOME, NODE, 7357, TX, -1);
        Claim expired = CLAIM.become(ClaimState.INVALID, Reason.EXPIRED);

        assertThat(ClaimRules.nextLook(early, null, POLICY)).isEqualTo(whenItMoves);
        assertThat(ClaimRules.nextLook(expired, null, POLICY)).isEqualTo(whenItMoves);
        assertThat(ClaimRules.nextLook(CLAIM.become(ClaimState.REVERSED, null), null, POLICY))
                .isEqualTo(whenItMoves);
        assertThat(ClaimRules.nextLook(CLAIM.become(ClaimState.VALID, null), paid(PAYMENT), POLICY))
                .isEqualTo(whenItMoves);
    }

    @ParameterizedTest
    @CsvSource({"NOT_TO_US,NOT_TO_US", "REVERTED,REVERTED", "REPLAYABLE,REPLAYABLE"})
    void refusesWhatPaidNothing(Finding finding, Reason reason) {
        Sighting seen = new Sighting(60, finding, List.of(), new Finality.Depth(4));

        assertThat(VerdictRules.judge(CLAIM, seen, new Tip(64, -1), POLICY)).isEqualTo(new Verdict.Invalid(reason));
        assertThat(VerdictRules.judge(CLAIM, seen, new Tip(63, -1), POLICY)).isEqualTo(new Verdict.WaitsForDepth(3, 4));
    }

    @Test
    void refusesAPaymentToAnotherNetworksWallet() {
        assertThat(VerdictRules.judge(CLAIM, paid(payment(new NetworkId("away"))), new Tip(64, -1), POLICY))
                .isEqualTo(new Verdict.Invalid(Reason.NOT_TO_US));
    }

    @Test
    void decidesNothingOnAChainThatIsNotFollowedAnyMore() {
        Claim elsewhere = Claim.made("id", HOME, NODE, 1, TX, 50);

        Verdict verdict = VerdictRules.judge(elsewhere, null, new Tip(10_000, -1), POLICY);

        assertThat(verdict).isEqualTo(new Verdict.WaitsForChain());
        assertThat(ClaimRules.settle(elsewhere, verdict)).isEmpty();
    }

    @ParameterizedTest(name = "made at 50, head {0}: expired {1}")
    @CsvSource({"149,false", "150,true"})
    void givesUpAfterTheDeadline(long head, boolean expired) {
        assertThat(VerdictRules.judge(CLAIM, null, new Tip(head, -1), POLICY) instanceof Verdict.Invalid(Reason reason)
                        && reason == Reason.EXPIRED)
                .isEqualTo(expired);
    }

    @Test
    void neverGivesUpOnWhatWasValidOnce() {
        Claim reversed = ClaimRules.takeBack(CLAIM.become(ClaimState.VALID, null));

        assertThat(reversed.state()).isEqualTo(ClaimState.REVERSED);
        assertThat(VerdictRules.judge(reversed, null, new Tip(10_000, -1), POLICY))
                .isEqualTo(new Verdict.WaitsForTransaction());
    }

    @Test
    void settlesOnceAndStaysSo() {
        Verdict valid = new Verdict.Valid(List.of(PAYMENT), Set.of());

        Claim settled = ClaimRules.settle(CLAIM, valid).orElseThrow().next();

        assertThat(settled.state()).isEqualTo(ClaimState.VALID);
        assertThat(settled.revision()).isEqualTo(1);
        assertThat(ClaimRules.settle(settled, valid)).isEmpty();
        assertThat(ClaimRules.settle(CLAIM, new Verdict.WaitsForTransaction())).isEmpty();
    }

    @Test
    void judgesAgainWhenTheBlockItWasRefusedByFalls() {
        Claim refused = ClaimRules.settle(CLAIM, new Verdict.Invalid(Reason.REVERTED))
                .orElseThrow()
                .next();

        assertThat(ClaimRules.takeBack(refused).state()).isEqualTo(ClaimState.PENDING);
    }

    @Test
    void hasNoVerdictOnWhatMayHaveMovedInsideACall() {
        Verdict verdict = VerdictRules.judge(
                CLAIM, new Sighting(60, Finding.UNPROVABLE, List.of(), new Finality.Depth(4)), new Tip(64, -1), POLICY);

        Claim unsupported = ClaimRules.settle(CLAIM, verdict).orElseThrow().next();

        assertThat(unsupported.state()).isEqualTo(ClaimState.UNSUPPORTED);
        assertThat(ClaimRules.takeBack(unsupported).state()).isEqualTo(ClaimState.PENDING);
    }

    @Test
    void creditsLateWhatComesAfterTheClaimExpired() {
        Claim expired = CLAIM.become(ClaimState.INVALID, Reason.EXPIRED);
        Sighting late = new Sighting(151, Finding.PAYS, List.of(PAYMENT), new Finality.Depth(4));

        Claim valid = ClaimRules.settle(expired, VerdictRules.judge(expired, late, new Tip(155, -1), POLICY))
                .orElseThrow()
                .next();

        assertThat(valid.state()).isEqualTo(ClaimState.VALID);
        assertThat(valid.deviations()).containsExactly(Deviation.LATE);
        assertThat(ClaimRules.settle(expired, VerdictRules.judge(expired, null, new Tip(500, -1), POLICY)))
                .isEmpty();
        assertThat(ClaimRules.takeBack(expired)).isEqualTo(expired);
    }

    @Test
    void startsOverWhenAnExpiredClaimIsMadeAgain() {
        Claim expired = CLAIM.become(ClaimState.INVALID, Reason.EXPIRED);
        Claim refused = CLAIM.become(ClaimState.INVALID, Reason.NOT_TO_US);

        assertThat(ClaimRules.again(expired, 200)).hasValueSatisfying(again -> {
            assertThat(again.state()).isEqualTo(ClaimState.PENDING);
            assertThat(again.madeAtHeight()).isEqualTo(200);
        });
        assertThat(ClaimRules.again(refused, 200)).isEmpty();
    }

    @Test
    void creditsTheOneNodeWhoseWalletSent() {
        Wallets wallets = Wallets.of(List.of(new Registered(OTHER, new Wallet(HOME, PAYER))));

        assertThat(wallets.payerOf(PAYMENT)).isEqualTo(Account.ofNode(OTHER));
    }

    @Test
    void putsMoneyOfNobodyOrOfTwoIntoSuspense() {
        Wallets nobody = Wallets.of(List.of(new Registered(OTHER, new Wallet(new NetworkId("away"), PAYER))));
        Wallets two = Wallets.of(
                List.of(new Registered(OTHER, new Wallet(HOME, PAYER)), new Registered(NODE, new Wallet(HOME, PAYER))));

        assertThat(nobody.payerOf(PAYMENT)).isEqualTo(Account.SUSPENSE);
        assertThat(two.payerOf(PAYMENT)).isEqualTo(Account.SUSPENSE);
    }

    private static Sighting paid(Payment payment) {
        return new Sighting(60, Finding.PAYS, List.of(payment), new Finality.Depth(4));
    }

    private static Payment payment(NetworkId network) {
        return new Payment(7357, TX, Payment.NATIVE, network, PAYER, PAYEE, Amount.of(5), Asset.coinOf(7357));
    }
}
