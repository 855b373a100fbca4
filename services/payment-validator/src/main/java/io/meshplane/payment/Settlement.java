package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimRules;
import io.meshplane.payment.domain.claim.ClaimRules.Change;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.Tip;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.meshplane.payment.domain.claim.Wallets;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Claims that the index decides become verdicts, payments that lie deep enough become credits, claimed or not; blocks that fall
 * take both back. One transaction holds a decision with its credits, events and notices.
 */
@ApplicationScoped
public class Settlement {
    private static final int ROWS_PER_TRANSACTION = 200;

    private final Books books;
    private final VerdictRules.Policy policy;
    private final Credits credits;
    private final EvidenceKeeping evidences;
    private final PayerDirectory payers;
    private final NoticeBoard board;
    private final InstantSource clock;
    private final MeterRegistry meters;

    Settlement(
            Books books,
            VerdictRules.Policy policy,
            Credits credits,
            EvidenceKeeping evidences,
            PayerDirectory payers,
            NoticeBoard board,
            InstantSource clock,
            MeterRegistry meters) {
        this.books = books;
        this.policy = policy;
        this.credits = credits;
        this.evidences = evidences;
        this.payers = payers;
        this.board = board;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Settles what can be settled now, in bounded transactions.
     *
     * @param finalized the newest height that a quorum calls final; -1 if there is none
     */
    public Uni<Void> settleAll(long finalized) {
        if (!payers.isReady()) return Uni.createFrom().voidItem();
        return books.inTransaction(tx -> tx.chain()
                        .lockCursor(policy.chainId())
                        .flatMap(cursor -> cursor.map(at -> settle(tx, new Tip(at.height(), finalized)))
                                .orElseGet(() -> Uni.createFrom().item(0))))
                .invoke(settled -> {
                    if (settled > 0) board.wake();
                })
                .flatMap(settled ->
                        settled < ROWS_PER_TRANSACTION ? Uni.createFrom().voidItem() : settleAll(finalized));
    }

    /** Claims first, so that a payment's credit names the claim that pointed at it; then payments that nobody claimed. */
    private Uni<Integer> settle(Books.Transaction tx, Tip tip) {
        Journal journal = new Journal();
        return settleClaims(tx, tip, journal)
                .flatMap(claims -> claims < ROWS_PER_TRANSACTION
                        ? creditUnclaimed(tx, tip, journal).map(payments -> Math.max(claims, payments))
                        : Uni.createFrom().item(claims))
                .call(() -> journal.write(tx, clock.instant()));
    }

    private Uni<Integer> settleClaims(Books.Transaction tx, Tip tip, Journal journal) {
        return tx.claims().ripe(policy.chainId(), tip, ROWS_PER_TRANSACTION).flatMap(claims -> {
            Wallets wallets = walletsFor(claims);
            return Books.inOrder(claims, claim -> settle(tx, claim, tip, wallets, journal))
                    .replaceWith(claims.size());
        });
    }

    /** Most runs settle nothing, and need no table of all wallets. */
    private Wallets walletsFor(List<?> rows) {
        return rows.isEmpty() ? Wallets.of(List.of()) : payers.wallets();
    }

    private Uni<Void> settle(Books.Transaction tx, Claim claim, Tip tip, Wallets wallets, Journal journal) {
        return tx.chain().sighting(claim.chainId(), claim.transactionHash()).flatMap(seen -> {
            Optional<Change> change =
                    ClaimRules.settle(claim, VerdictRules.judge(claim, seen.orElse(null), tip, policy));
            if (change.isEmpty()) {
                return tx.claims().lookAgain(claim, ClaimRules.nextLook(claim, seen.orElse(null), policy));
            }
            return evidence(tx, seen)
                    .flatMap(evidence -> commit(tx, change.get(), evidence, wallets, journal))
                    .chain(() -> evidences.keep(tx, change.get().next(), tip.head()));
        });
    }

    private Uni<Optional<Evidence>> evidence(Books.Transaction tx, Optional<Sighting> seen) {
        return seen.map(at -> tx.chain().evidence(policy.chainId(), at))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Void> commit(
            Books.Transaction tx, Change change, Optional<Evidence> evidence, Wallets wallets, Journal journal) {
        Claim next = change.next();
        if (change.payments().isEmpty()) journal.add(PaymentEvents.verdict(next, evidence));
        return Books.inOrder(
                        change.payments(),
                        payment -> credits.credit(tx, payment, next.id(), evidence, wallets, journal)
                                .invoke(credited ->
                                        journal.add(PaymentEvents.verdict(next, payment, credited, evidence)))
                                .replaceWithVoid())
                .chain(() -> tx.claims().change(next))
                .invoke(() -> journal.add(PaymentNotices.verdict(next, change.payments(), evidence)))
                .invoke(() -> count(next));
    }

    private Uni<Integer> creditUnclaimed(Books.Transaction tx, Tip tip, Journal journal) {
        return tx.credits()
                .uncredited(policy.chainId(), tip, ROWS_PER_TRANSACTION)
                .flatMap(payments -> {
                    Wallets wallets = walletsFor(payments);
                    return Books.inOrder(payments, payment -> credit(tx, payment, wallets, journal))
                            .replaceWith(payments.size());
                });
    }

    private Uni<Void> credit(Books.Transaction tx, Payment payment, Wallets wallets, Journal journal) {
        String itself = payment.chainId() + ":" + payment.transactionHash() + ":" + payment.logIndex();
        return tx.chain()
                .sighting(payment.chainId(), payment.transactionHash())
                .flatMap(seen -> evidence(tx, seen))
                .flatMap(evidence -> credits.credit(tx, payment, itself, evidence, wallets, journal))
                .replaceWithVoid();
    }

    /** Blocks above a height are about to fall: keeps what shows why payments in them counted. */
    Uni<Void> beforeTheyFall(Books.Transaction tx, long height) {
        return evidences.keepFallen(tx, height);
    }

    /** Takes back what was decided by transactions whose blocks are no longer of the chain. The last step of a transaction. */
    Uni<Void> takeBack(Books.Transaction tx, List<Hash32> transactions) {
        Journal journal = new Journal();
        return Books.inOrder(transactions, each -> takeBack(tx, each, journal))
                .chain(() -> journal.write(tx, clock.instant()));
    }

    private Uni<Void> takeBack(Books.Transaction tx, Hash32 transaction, Journal journal) {
        return credits.takeBack(tx, policy.chainId(), transaction, journal)
                .chain(() -> tx.claims().ofTransaction(policy.chainId(), transaction))
                .flatMap(claims -> Books.inOrder(claims, claim -> takeBack(tx, claim, journal)));
    }

    private Uni<Void> takeBack(Books.Transaction tx, Claim claim, Journal journal) {
        Claim next = ClaimRules.takeBack(claim);
        if (next.equals(claim)) return Uni.createFrom().voidItem();
        journal.add(PaymentEvents.verdict(next, Optional.empty()));
        journal.add(PaymentNotices.verdict(next, List.of(), Optional.empty()));
        count(next);
        return tx.claims().change(next);
    }

    private void count(Claim claim) {
        String reason = claim.reason() == null ? "none" : ClaimFlow.tag(claim.reason());
        meters.counter("payment.verdicts", "outcome", ClaimFlow.tag(claim.state()), "reason", reason)
                .increment();
        claim.deviations()
                .forEach(each -> meters.counter("payment.deviations", "outcome", ClaimFlow.tag(each))
                        .increment());
    }
}
