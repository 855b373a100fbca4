package io.meshplane.chain.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.chain.Address;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Wallet;
import io.meshplane.chain.evidence.EvidenceBundle.Payment;
import io.meshplane.chain.evidence.EvidenceBundle.Rules;
import io.meshplane.chain.evidence.EvidenceBundle.Vote;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import io.meshplane.chain.evidence.EvidenceCheck.Flaw;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvidenceCheckTest {
    private static final SampleEvidence SAMPLE = new SampleEvidence();

    static Stream<EvidenceBundle> bundles() {
        return Stream.of(SAMPLE.coin(), SAMPLE.token());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void verifiesWhatIsTrue(EvidenceBundle bundle) {
        Finding finding = EvidenceCheck.check(EvidenceJson.write(bundle).getBytes(US_ASCII));

        assertThat(finding).isInstanceOfSatisfying(Finding.Verified.class, verified -> {
            assertThat(verified.bundle()).isEqualTo(bundle);
            assertThat(verified.height()).isEqualTo(1_000);
            assertThat(verified.blockHash()).isEqualTo(SAMPLE.headers.getFirst().hash());
            assertThat(verified.newestHash()).isEqualTo(SAMPLE.headers.getLast().hash());
        });
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void refutesEveryBitFlippedInTheFile(EvidenceBundle bundle) {
        byte[] file = EvidenceJson.write(bundle).getBytes(US_ASCII);

        for (int bit = 0; bit < file.length * 8; bit++) {
            file[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(EvidenceCheck.check(file)).as("bit %d", bit).isInstanceOf(Finding.Refuted.class);
            file[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(EvidenceCheck.check(file)).isInstanceOf(Finding.Verified.class);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void refutesEveryBitOfWhatIsProvenWhoeverSealsItAnew(EvidenceBundle bundle) {
        Set<Flaw> named = EnumSet.noneOf(Flaw.class);

        Alter.bits(bundle.headers()).forEach(each -> named.add(flaw(Alter.headers(bundle, each))));
        Alter.bits(bundle.transactionProof()).forEach(each -> named.add(flaw(Alter.transactionProof(bundle, each))));
        Alter.bits(bundle.receiptProof()).forEach(each -> named.add(flaw(Alter.receiptProof(bundle, each))));
        Alter.bits(List.of(bundle.transaction().bytes()))
                .forEach(each -> named.add(flaw(Alter.transaction(bundle, new Hash32(each.getFirst())))));
        for (int bit = 0; bit < 63; bit++) named.add(flaw(Alter.chainId(bundle, bundle.chainId() ^ (1L << bit))));
        for (int bit = 0; bit < 32; bit++) named.add(flaw(Alter.position(bundle, bundle.position() ^ (1 << bit))));
        payments(bundle).forEach(each -> named.add(flaw(Alter.payments(bundle, each))));
        votes(bundle).forEach(each -> named.add(flaw(Alter.votes(bundle, each))));

        assertThat(named)
                .contains(
                        Flaw.HEADER_MALFORMED,
                        Flaw.HEADERS_NOT_LINKED,
                        Flaw.TRANSACTION_NOT_IN_BLOCK,
                        Flaw.TRANSACTION_HASH_DIFFERS,
                        Flaw.CHAIN_DIFFERS,
                        Flaw.RECEIPT_NOT_IN_BLOCK,
                        Flaw.PAYMENT_NOT_MADE,
                        Flaw.VOTE_FOR_ANOTHER_BLOCK);
    }

    /** Every payment with one bit of one field flipped. */
    private static List<List<Payment>> payments(EvidenceBundle bundle) {
        List<List<Payment>> all = new ArrayList<>();
        for (int i = 0; i < bundle.payments().size(); i++) {
            Payment p = bundle.payments().get(i);
            List<Payment> altered = new ArrayList<>();
            for (int bit = 0; bit < 31; bit++) {
                int index = p.logIndex() ^ (1 << bit);
                altered.add(new Payment(index, p.payer(), p.payee(), p.amount(), p.asset()));
            }
            for (int bit = 0; bit < 160; bit++) {
                altered.add(new Payment(p.logIndex(), flipped(p.payer(), bit), p.payee(), p.amount(), p.asset()));
                altered.add(new Payment(p.logIndex(), p.payer(), flipped(p.payee(), bit), p.amount(), p.asset()));
            }
            for (int bit = 0; bit < 256; bit++) {
                altered.add(new Payment(
                        p.logIndex(), p.payer(), p.payee(), p.amount().flipBit(bit), p.asset()));
            }
            String other = p.asset().replace("eip155:7357", "eip155:7356");
            altered.add(new Payment(p.logIndex(), p.payer(), p.payee(), p.amount(), other));
            for (Payment each : altered) {
                List<Payment> list = new ArrayList<>(bundle.payments());
                list.set(i, each);
                // their order is another question
                list.sort((x, y) -> Integer.compare(x.logIndex(), y.logIndex()));
                if (list.stream().map(Payment::logIndex).distinct().count() == list.size()) all.add(list);
            }
        }
        return all;
    }

    private static Address flipped(Address of, int bit) {
        return new Address(Alter.bit(of.bytes(), bit));
    }

    private static List<List<Vote>> votes(EvidenceBundle bundle) {
        List<List<Vote>> all = new ArrayList<>();
        for (int i = 0; i < bundle.votes().size(); i++) {
            Vote vote = bundle.votes().get(i);
            List<Vote> altered = new ArrayList<>();
            for (int bit = 0; bit < 256; bit++) {
                Hash32 hash = new Hash32(Alter.bit(vote.blockHash().bytes(), bit));
                altered.add(new Vote(vote.height(), hash, vote.at(), vote.nodes()));
            }
            for (int bit = 0; bit < 63; bit++) {
                altered.add(new Vote(vote.height() ^ (1L << bit), vote.blockHash(), vote.at(), vote.nodes()));
            }
            for (Vote each : altered) {
                List<Vote> list = new ArrayList<>(bundle.votes());
                list.set(i, each);
                all.add(list);
            }
        }
        return all;
    }

    @Test
    void refutesFewerConfirmationsVotesOrSafetyThanItSays() {
        EvidenceBundle bundle = SAMPLE.coin();
        Vote first = bundle.votes().getFirst();
        Vote alone = new Vote(
                first.height(), first.blockHash(), first.at(), first.nodes().subList(0, 1));
        Vote oneGroup = new Vote(
                first.height(), first.blockHash(), first.at(), first.nodes().subList(1, 3));
        Vote twice = new Vote(
                first.height(),
                first.blockHash(),
                first.at(),
                Collections.nCopies(3, first.nodes().getFirst()));

        assertThat(flaw(Alter.headers(bundle, bundle.headers().subList(0, 4)))).isEqualTo(Flaw.CONFIRMATIONS_MISSING);
        assertThat(flaw(Alter.headers(bundle, List.of()))).isEqualTo(Flaw.CONFIRMATIONS_MISSING);
        assertThat(flaw(Alter.votes(bundle, bundle.votes().subList(0, 4)))).isEqualTo(Flaw.VOTES_MISSING);
        for (Vote few : List.of(alone, oneGroup, twice)) {
            List<Vote> votes = new ArrayList<>(bundle.votes());
            votes.set(0, few);
            assertThat(flaw(Alter.votes(bundle, votes))).isEqualTo(Flaw.VOTES_MISSING);
        }
        for (Rules rules : List.of(
                new Rules(4, 2, 1, 2, 2, 4),
                new Rules(3, 1, 1, 2, 2, 4),
                new Rules(4, 1, 1, 2, 3, 4),
                new Rules(4, -1, 1, 2, 2, 4),
                new Rules(4, 1, 1, 2, 0, 4))) {
            assertThat(flaw(Alter.rules(bundle, rules))).isEqualTo(Flaw.RULES_UNSAFE);
        }
    }

    @Test
    void refutesPaymentsOfATransactionThatFailedAndPaymentsThatStandTwice() {
        Payment coin = SAMPLE.coin().payments().getFirst();
        Payment failed = new Payment(-1, coin.payer(), coin.payee(), BigInteger.valueOf(105), coin.asset());
        EvidenceBundle token = SAMPLE.token();
        List<Payment> doubled = Collections.nCopies(2, token.payments().getFirst());

        assertThat(flaw(SAMPLE.of(SampleEvidence.FAILED_AT, List.of(failed)))).isEqualTo(Flaw.TRANSACTION_FAILED);
        assertThat(flaw(Alter.payments(token, doubled))).isEqualTo(Flaw.PAYMENTS_OUT_OF_ORDER);
        assertThat(flaw(Alter.payments(token, List.of()))).isEqualTo(Flaw.PAYMENT_NOT_MADE);
    }

    @Test
    void refutesATextThatIsNotTheOneThatWasSealed() {
        String text = EvidenceJson.write(SAMPLE.coin());

        assertThat(EvidenceCheck.check(text.replace("\"network\":\"home\"", "\"network\":\"away\"")))
                .isInstanceOfSatisfying(
                        Finding.Refuted.class, it -> assertThat(it.flaw()).isEqualTo(Flaw.DIGEST_DIFFERS));
        for (String other : List.of(
                "",
                "{",
                "null",
                text + "\n",
                " " + text,
                text.replace(":7357,", ": 7357,"),
                text.replace("0x", "0X"),
                text.replace("{\"format\"", "{\"extra\":1,\"format\""),
                text.substring(0, text.length() / 2),
                "[".repeat(100_000))) {
            assertThat(EvidenceCheck.check(other))
                    .isInstanceOfSatisfying(
                            Finding.Refuted.class, it -> assertThat(it.flaw()).isEqualTo(Flaw.MALFORMED));
        }
    }

    @Test
    void thePayerIsWhoSigned() {
        Payment paid = SAMPLE.coin().payments().getFirst();
        Wallet thief = SampleEvidence.wallet("thief");
        Payment stolen = new Payment(-1, thief.address(), paid.payee(), paid.amount(), paid.asset());

        assertThat(flaw(Alter.payments(SAMPLE.coin(), List.of(stolen)))).isEqualTo(Flaw.PAYMENT_NOT_MADE);
    }

    private static Flaw flaw(EvidenceBundle bundle) {
        return switch (EvidenceCheck.check(EvidenceJson.write(bundle))) {
            case Finding.Refuted(Flaw flaw, String _) -> flaw;
            case Finding.Verified verified ->
                throw new AssertionError("believed: " + EvidenceJson.write(verified.bundle()));
        };
    }
}
