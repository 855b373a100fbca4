package io.meshplane.chain.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Address;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.evidence.EvidenceBundle.Payment;
import io.meshplane.chain.evidence.EvidenceBundle.Vote;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import io.meshplane.chain.evidence.EvidenceCheck.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictCheckTest {
    private static final SampleVerdicts SAMPLE = new SampleVerdicts();

    static Stream<VerdictBundle> bundles() {
        return SAMPLE.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void verifiesWhatIsTrue(VerdictBundle bundle) {
        Finding finding = EvidenceCheck.check(VerdictJson.write(bundle).getBytes(US_ASCII));

        assertThat(finding).isInstanceOfSatisfying(Finding.Verified.class, verified -> {
            assertThat(verified.verdict()).contains(bundle);
            assertThat(verified.conclusion()).isEqualTo(bundle.conclusion());
        });
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void refutesEveryBitFlippedInTheFile(VerdictBundle bundle) {
        byte[] file = VerdictJson.write(bundle).getBytes(US_ASCII);

        for (int bit = 0; bit < file.length * 8; bit++) {
            file[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(EvidenceCheck.check(file)).as("bit %d", bit).isInstanceOf(Finding.Refuted.class);
            file[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(EvidenceCheck.check(file)).isInstanceOf(Finding.Verified.class);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void refutesEveryBitOfWhatIsProvenWhoeverSealsItAnew(VerdictBundle bundle) {
        EvidenceBundle shown = bundle.shown();

        Alter.bits(shown.headers()).forEach(each -> flaw(with(bundle, Alter.headers(shown, each))));
        Alter.bits(shown.transactionProof()).forEach(each -> flaw(with(bundle, Alter.transactionProof(shown, each))));
        Alter.bits(shown.receiptProof()).forEach(each -> flaw(with(bundle, Alter.receiptProof(shown, each))));
        for (int bit = 0; bit < 32; bit++) flaw(with(bundle, Alter.position(shown, shown.position() ^ (1 << bit))));
        Alter.bits(bundle.receiptBefore()).forEach(each -> flaw(before(bundle, each)));
        Alter.bits(bundle.replacingHeaders()).forEach(each -> flaw(replacing(bundle, each, bundle.replacingVotes())));
        if (bundle.conclusion() == Conclusion.EXPIRED) return; // which transaction did not come is only stated
        Alter.bits(List.of(shown.transaction().bytes()))
                .forEach(each -> flaw(with(bundle, Alter.transaction(shown, new Hash32(each.getFirst())))));
        for (int bit = 0; bit < 63; bit++) flaw(with(bundle, Alter.chainId(shown, shown.chainId() ^ (1L << bit))));
    }

    @Test
    void everyOtherConclusionFromTheSameProofIsRefuted() {
        for (VerdictBundle bundle : SAMPLE.all().values()) {
            for (Conclusion other : Conclusion.values()) {
                if (other == Conclusion.PAID || other == bundle.conclusion()) continue;
                flaw(concluding(bundle, other));
            }
        }
        assertThat(flaw(concluding(
                        SAMPLE.paidNone(Conclusion.NOT_TO_US, SampleVerdicts.STRAY), Conclusion.UNSUPPORTED)))
                .isEqualTo(Flaw.NO_CODE_RAN);
        assertThat(flaw(SAMPLE.paidNone(Conclusion.NOT_TO_US, SampleVerdicts.CALL)))
                .isEqualTo(Flaw.CODE_RAN);
    }

    @Test
    void whatPaysAPayeeIsNotDenied() {
        Conclusion denied = Conclusion.NOT_TO_US;

        assertThat(flaw(SAMPLE.paidNone(denied, SampleVerdicts.FALLEN))).isEqualTo(Flaw.PAYMENT_MADE);
        assertThat(flaw(SAMPLE.paidNone(denied, SampleVerdicts.TOKEN_ELSEWHERE, SampleEvidence.STRANGER)))
                .isEqualTo(Flaw.PAYMENT_MADE);
        assertThat(flaw(SAMPLE.paidNone(denied, SampleVerdicts.FAILED))).isEqualTo(Flaw.TRANSACTION_FAILED);
    }

    @Test
    void aFailureMustHaveFailedAndWhatMayBeReplayedMustPayAndNameNoChain() {
        EvidenceBundle stray = SAMPLE.shown(SampleVerdicts.STRAY, List.of());
        EvidenceBundle bound = SAMPLE.shown(SampleVerdicts.FALLEN, List.of(SampleVerdicts.coin(15)));
        EvidenceBundle other = SAMPLE.shown(SampleVerdicts.UNBOUND, List.of(SampleVerdicts.coin(13)));

        assertThat(flaw(VerdictBundle.of(Conclusion.REVERTED, stray))).isEqualTo(Flaw.TRANSACTION_SUCCEEDED);
        assertThat(flaw(VerdictBundle.of(Conclusion.REPLAYABLE, bound))).isEqualTo(Flaw.CHAIN_DIFFERS);
        assertThat(flaw(VerdictBundle.of(Conclusion.REPLAYABLE, other))).isEqualTo(Flaw.PAYMENT_NOT_MADE);
    }

    @Test
    void aReversalShowsAnotherBlockAtThatHeightThatAQuorumVotedFor() {
        VerdictBundle reversed = SAMPLE.reversed();
        List<Bytes> same = encoded(SAMPLE.headers);
        List<Bytes> below = encoded(SAMPLE.others.subList(0, 1));
        List<Vote> votes = SAMPLE.headers.stream().map(SampleEvidence::vote).toList();
        List<Payment> more = List.of(SampleVerdicts.coin(16));

        assertThat(flaw(replacing(reversed, same, votes))).isEqualTo(Flaw.NOT_REPLACED);
        assertThat(flaw(replacing(reversed, below, reversed.replacingVotes().subList(0, 1))))
                .isEqualTo(Flaw.NOT_REPLACED);
        assertThat(flaw(replacing(reversed, reversed.replacingHeaders(), votes)))
                .isEqualTo(Flaw.VOTE_FOR_ANOTHER_BLOCK);
        assertThat(flaw(replacing(reversed, reversed.replacingHeaders(), List.of())))
                .isEqualTo(Flaw.VOTES_MISSING);
        assertThat(flaw(with(reversed, Alter.payments(reversed.shown(), more)))).isEqualTo(Flaw.PAYMENT_NOT_MADE);
    }

    @Test
    void aDeadlineLiesAfterTheClaim() {
        VerdictBundle expired = SAMPLE.expired();

        assertThat(flaw(VerdictBundle.expired(SampleVerdicts.HEIGHT + 2, expired.shown())))
                .isEqualTo(Flaw.NOT_EXPIRED);
    }

    @Test
    void nothingRidesAlongThatIsNotChecked() {
        VerdictBundle failed = VerdictBundle.of(Conclusion.REVERTED, SAMPLE.shown(SampleVerdicts.FAILED, List.of()));
        EvidenceBundle shown = failed.shown();
        List<Bytes> any = List.of(Bytes.of(new byte[] {1}));

        for (VerdictBundle each : List.of(
                before(failed, any),
                replacing(failed, any, List.of()),
                replacing(failed, List.of(), shown.votes()),
                VerdictBundle.paidNoneOf(
                        List.of(SampleEvidence.TILL), Optional.empty(), Conclusion.REVERTED, List.of(), shown),
                VerdictBundle.paidNoneOf(
                        List.of(), Optional.of(SampleEvidence.TOKEN), Conclusion.REVERTED, List.of(), shown),
                with(failed, Alter.payments(shown, List.of(SampleVerdicts.coin(11)))),
                with(SAMPLE.expired(), Alter.transactionProof(SAMPLE.expired().shown(), any)),
                with(SAMPLE.expired(), Alter.position(SAMPLE.expired().shown(), 1)))) {
            assertThat(flaw(each)).isEqualTo(Flaw.PART_NOT_OF_THIS_VERDICT);
        }
    }

    private static List<Bytes> encoded(List<BlockHeader> headers) {
        return headers.stream().map(BlockHeader::encode).toList();
    }

    private static VerdictBundle with(VerdictBundle of, EvidenceBundle shown) {
        return make(of, of.conclusion(), of.receiptBefore(), of.replacingHeaders(), of.replacingVotes(), shown);
    }

    private static VerdictBundle concluding(VerdictBundle of, Conclusion other) {
        return make(of, other, of.receiptBefore(), of.replacingHeaders(), of.replacingVotes(), of.shown());
    }

    private static VerdictBundle before(VerdictBundle of, List<Bytes> proof) {
        return make(of, of.conclusion(), proof, of.replacingHeaders(), of.replacingVotes(), of.shown());
    }

    private static VerdictBundle replacing(VerdictBundle of, List<Bytes> headers, List<Vote> votes) {
        return make(of, of.conclusion(), of.receiptBefore(), headers, votes, of.shown());
    }

    private static VerdictBundle make(
            VerdictBundle of,
            Conclusion conclusion,
            List<Bytes> before,
            List<Bytes> headers,
            List<Vote> votes,
            EvidenceBundle shown) {
        List<Address> payees = new ArrayList<>(of.payees());
        return new VerdictBundle(conclusion, payees, of.token(), before, of.claimedAt(), headers, votes, shown);
    }

    private static Flaw flaw(VerdictBundle bundle) {
        return switch (EvidenceCheck.check(VerdictJson.write(bundle))) {
            case Finding.Refuted(Flaw flaw, String _) -> flaw;
            case Finding.Verified _ -> throw new AssertionError("believed: " + VerdictJson.write(bundle));
        };
    }
}
