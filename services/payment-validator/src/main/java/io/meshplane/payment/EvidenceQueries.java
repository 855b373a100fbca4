package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.evidence.Conclusion;
import io.meshplane.chain.evidence.EvidenceBundle;
import io.meshplane.chain.evidence.EvidenceCheck;
import io.meshplane.chain.evidence.EvidenceCheck.Finding;
import io.meshplane.chain.evidence.EvidenceJson;
import io.meshplane.chain.evidence.VerdictBundle;
import io.meshplane.chain.evidence.VerdictJson;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.Bundles.Subject;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.ChainTables.Cursor;
import io.meshplane.payment.adapter.db.EvidenceTables.Included;
import io.meshplane.payment.adapter.db.EvidenceTables.Voted;
import io.meshplane.payment.domain.chain.Finality;
import io.meshplane.payment.domain.chain.FinalityPolicy;
import io.meshplane.payment.domain.chain.Payees;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.Reason;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.Tip;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Evidence of verdicts for third parties ({@code docs/evidence.md}), made anew from the index where that still has it. */
@ApplicationScoped
public class EvidenceQueries {
    private final Books books;
    private final VerdictRules.Policy policy;
    private final Payees payees;
    private final IndexFlow index;

    EvidenceQueries(Books books, VerdictRules.Policy policy, Payees payees, IndexFlow index) {
        this.books = books;
        this.policy = policy;
        this.payees = payees;
        this.index = index;
    }

    /** Evidence, or why there is none. */
    public sealed interface Answer {
        /** The text of a bundle. */
        record Bundle(String json) implements Answer {}

        /** The transaction paid this network nothing, as far as the agreed chain says now. */
        record NoPayment() implements Answer {}

        /** Blocks are missing on top of it, or in the place of one that fell. */
        record TooFresh(long confirmations, int needed) implements Answer {}

        /** The claim waits: nothing is concluded yet. */
        record NoVerdict() implements Answer {}

        /** The block of what was refused is being read again. */
        record BeingRead() implements Answer {}

        /** It was indexed where nothing can be proven: by a profile without proofs, or by an older version of this service. */
        record NotProven() implements Answer {}
    }

    /** The bundle for what a transaction paid to a network, or had paid until its block fell. */
    public Uni<Answer> bundle(NetworkId network, Hash32 transaction) {
        Subject subject = new Subject(network, policy.chainId(), transaction);
        return books.inTransaction(tx -> payment(tx, subject)
                .flatMap(answer -> answer instanceof Answer.NoPayment ? reversed(tx, subject) : now(answer)));
    }

    /** The bundle for the verdict on a claim. */
    public Uni<Answer> bundle(Claim claim) {
        return books.inTransaction(tx -> bundle(tx, claim));
    }

    private Uni<Answer> bundle(Books.Transaction tx, Claim claim) {
        Subject subject = EvidenceKeeping.subject(claim);
        return switch (claim.state()) {
            case VALID -> payment(tx, subject);
            case PENDING ->
                payment(tx, subject)
                        .map(answer -> answer instanceof Answer.NoPayment ? new Answer.NoVerdict() : answer);
            case REVERSED -> reversed(tx, subject);
            case UNSUPPORTED -> refusal(tx, subject, Conclusion.UNSUPPORTED);
            case INVALID -> invalid(tx, subject, claim);
        };
    }

    private Uni<Answer> invalid(Books.Transaction tx, Subject subject, Claim claim) {
        Reason reason = claim.reason();
        if (reason == null) throw new IllegalStateException("an invalid claim has a reason");
        return switch (reason) {
            case NOT_TO_US -> refusal(tx, subject, Conclusion.NOT_TO_US);
            case REVERTED -> refusal(tx, subject, Conclusion.REVERTED);
            case REPLAYABLE -> refusal(tx, subject, Conclusion.REPLAYABLE);
            case EXPIRED -> tx.keptBundles().expiry(claim.id()).map(EvidenceQueries::kept);
        };
    }

    private static Uni<Answer> now(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    private static Answer kept(Optional<String> bundle) {
        return bundle.<Answer>map(Answer.Bundle::new).orElseGet(Answer.NotProven::new);
    }

    private Uni<Answer> payment(Books.Transaction tx, Subject subject) {
        return tx.sightings()
                .of(subject.chainId(), subject.hash())
                .flatMap(seen -> seen.map(at -> payment(tx, subject, at)).orElseGet(() -> now(new Answer.NoPayment())));
    }

    private Uni<Answer> payment(Books.Transaction tx, Subject subject, Sighting seen) {
        List<Payment> ours = seen.paidTo(subject.network());
        if (ours.isEmpty()) return now(new Answer.NoPayment());
        return tx.evidence().included(subject.chainId(), subject.hash()).flatMap(included -> {
            if (included.isEmpty()) return now(new Answer.NotProven());
            return shown(
                    tx,
                    seen,
                    blocks -> EvidenceJson.write(
                            Bundles.shown(subject, ours, included.get().proof(), blocks)));
        });
    }

    /** How a bundle is written, once its blocks are there. */
    private interface Writing {
        String of(List<Voted> blocks);
    }

    private Uni<Answer> shown(Books.Transaction tx, Sighting seen, Writing writing) {
        long chain = policy.chainId();
        long newest = seen.height() + FinalityPolicy.shownBlocks(seen.finality());
        return tx.chain()
                .cursor(chain)
                .flatMap(cursor -> tx.evidence()
                        .blocks(chain, seen.height(), newest)
                        .map(blocks -> missing(seen, cursor.map(Cursor::height).orElse(-1L), blocks)
                                .orElseGet(() -> new Answer.Bundle(writing.of(blocks)))));
    }

    /** Why there is no bundle yet. One of a finalized payment shows the blocks that are there, and need not show them all. */
    private Optional<Answer> missing(Sighting seen, long head, List<Voted> blocks) {
        if (!EvidenceKeeping.beginsAt(blocks, seen.height())) return Optional.of(new Answer.NotProven());
        int shown = FinalityPolicy.shownBlocks(seen.finality());
        boolean enough = switch (seen.finality()) {
            case Finality.Depth(int needed) -> blocks.size() > needed;
            case Finality.Finalized ignored ->
                new Tip(head, index.finalized()).isEnough(seen.height(), seen.finality())
                        || head - seen.height() >= shown;
        };
        return enough ? Optional.empty() : Optional.of(new Answer.TooFresh(head - seen.height(), shown));
    }

    private Uni<Answer> refusal(Books.Transaction tx, Subject subject, Conclusion conclusion) {
        return tx.sightings().of(subject.chainId(), subject.hash()).flatMap(seen -> {
            if (seen.isEmpty()) return now(new Answer.NotProven());
            return tx.evidence().included(subject.chainId(), subject.hash()).flatMap(included -> {
                Optional<Included> again =
                        included.filter(each -> each.receiptBefore().isPresent());
                return again.isPresent()
                        ? refusal(tx, subject, conclusion, seen.get(), again.get())
                        : beingRead(tx, seen.get());
            });
        });
    }

    private Uni<Answer> refusal(
            Books.Transaction tx, Subject subject, Conclusion conclusion, Sighting seen, Included included) {
        return shown(
                        tx,
                        seen,
                        blocks -> VerdictJson.write(refusal(
                                conclusion,
                                subject,
                                included,
                                Bundles.shown(subject, List.of(), included.proof(), blocks))))
                .map(EvidenceQueries::checked);
    }

    private VerdictBundle refusal(Conclusion conclusion, Subject subject, Included included, EvidenceBundle shown) {
        return conclusion == Conclusion.NOT_TO_US || conclusion == Conclusion.UNSUPPORTED
                ? VerdictBundle.paidNoneOf(
                        payees.of(subject.network()),
                        payees.token(),
                        conclusion,
                        included.receiptBefore().orElseThrow(),
                        shown)
                : VerdictBundle.of(conclusion, shown);
    }

    /** What our own verifier refutes is not given out: so it is where code ran in a transaction that pays others. */
    private static Answer checked(Answer answer) {
        return answer instanceof Answer.Bundle(String json) && EvidenceCheck.check(json) instanceof Finding.Refuted
                ? new Answer.NotProven()
                : answer;
    }

    private Uni<Answer> beingRead(Books.Transaction tx, Sighting seen) {
        return tx.evidence()
                .blocks(policy.chainId(), seen.height(), seen.height())
                .map(blocks -> blocks.isEmpty() ? new Answer.NotProven() : new Answer.BeingRead());
    }

    private Uni<Answer> reversed(Books.Transaction tx, Subject subject) {
        return tx.keptBundles()
                .fallen(subject.chainId(), subject.network(), subject.hash())
                .flatMap(text -> text.map(bundle -> reversed(tx, bundle)).orElseGet(() -> now(new Answer.NoPayment())));
    }

    private Uni<Answer> reversed(Books.Transaction tx, String text) {
        EvidenceBundle fallen = read(text);
        long height = fallen.votes().getFirst().height();
        int confirmations = fallen.rules().confirmations();
        return tx.evidence()
                .blocks(fallen.chainId(), height, height + confirmations)
                .map(blocks -> {
                    if (blocks.isEmpty()) return new Answer.TooFresh(0, 1);
                    if (blocks.getFirst().height() != height) return new Answer.NotProven();
                    return checked(new Answer.Bundle(VerdictJson.write(VerdictBundle.reversed(
                            fallen, blocks.stream().map(Voted::header).toList(), Bundles.votes(blocks)))));
                });
    }

    private static EvidenceBundle read(String kept) {
        try {
            return EvidenceJson.read(kept);
        } catch (MalformedChainDataException e) {
            throw new IllegalStateException("a bundle was not written by this service", e);
        }
    }
}
