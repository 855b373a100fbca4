package io.meshplane.payment;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.chain.Payment;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.ClaimRules;
import io.meshplane.payment.domain.claim.ClaimRules.Change;
import io.meshplane.payment.domain.claim.Evidence;
import io.meshplane.payment.domain.claim.Look;
import io.meshplane.payment.domain.claim.Sighting;
import io.meshplane.payment.domain.claim.Tip;
import io.meshplane.payment.domain.claim.VerdictRules;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Claims that the index decides become verdicts, payments that lie deep enough become credits, claimed or not; blocks that fall
 * take both back. One transaction holds a decision with its credits, events and notices.
 */
@ApplicationScoped
public class Settlement {
    private static final int ROWS_PER_TRANSACTION = 500;

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
                .call(() -> credits.write(tx, journal, clock.instant()));
    }

    private Uni<Integer> settleClaims(Books.Transaction tx, Tip tip, Journal journal) {
        return tx.claims()
                .ripe(policy.chainId(), tip, ROWS_PER_TRANSACTION)
                .call(claims -> claims.isEmpty() ? Uni.createFrom().voidItem() : settle(tx, claims, tip, journal))
                .map(List::size);
    }

    /** A claim that is decided, and where its transaction is. */
    private record Decided(Change change, @Nullable Sighting seen) {}

    private Uni<Void> settle(Books.Transaction tx, List<Claim> claims, Tip tip, Journal journal) {
        List<Hash32> transactions = claims.stream().map(Claim::transactionHash).toList();
        return tx.sightings().of(policy.chainId(), transactions).flatMap(sightings -> {
            List<Decided> decided = new ArrayList<>();
            Map<Claim, Look> waiting = new LinkedHashMap<>();
            for (Claim claim : claims) {
                Sighting seen = sightings.get(claim.transactionHash());
                ClaimRules.settle(claim, VerdictRules.judge(claim, seen, tip, policy))
                        .ifPresentOrElse(
                                change -> decided.add(new Decided(change, seen)),
                                () -> waiting.put(claim, ClaimRules.nextLook(claim, seen, policy)));
            }
            return tx.claims().lookAgain(waiting).chain(() -> commit(tx, decided, tip, journal));
        });
    }

    private Uni<Void> commit(Books.Transaction tx, List<Decided> decided, Tip tip, Journal journal) {
        if (decided.isEmpty()) return Uni.createFrom().voidItem();
        List<Payment> payments = decided.stream()
                .flatMap(each -> each.change().payments().stream())
                .toList();
        List<Sighting> seen =
                decided.stream().flatMap(each -> Stream.ofNullable(each.seen())).toList();
        return tx.sightings()
                .evidence(policy.chainId(), seen)
                .flatMap(evidence -> credits.opened(tx, policy.chainId(), payments, payers.wallets())
                        .flatMap(opened -> Books.inOrder(
                                decided, each -> commit(tx, each, evidence(evidence, each.seen()), opened, journal))))
                .chain(() -> tx.claims()
                        .change(decided.stream()
                                .map(each -> each.change().next())
                                .toList()))
                .chain(() -> Books.inOrder(
                        decided, each -> evidences.keep(tx, each.change().next(), tip.head())));
    }

    private static Optional<Evidence> evidence(Map<Sighting, Evidence> evidence, @Nullable Sighting seen) {
        return seen == null ? Optional.empty() : Optional.ofNullable(evidence.get(seen));
    }

    private Uni<Void> commit(
            Books.Transaction tx,
            Decided decided,
            Optional<Evidence> evidence,
            Credits.Opened opened,
            Journal journal) {
        Claim next = decided.change().next();
        List<Payment> payments = decided.change().payments();
        if (payments.isEmpty()) journal.add(PaymentEvents.verdict(next, evidence));
        return Books.inOrder(
                        payments,
                        payment -> credits.credit(tx, payment, next.id(), evidence, opened, journal)
                                .invoke(credited ->
                                        journal.add(PaymentEvents.verdict(next, payment, credited, evidence)))
                                .replaceWithVoid())
                .invoke(() -> journal.add(PaymentNotices.verdict(next, payments, evidence)))
                .invoke(() -> count(next));
    }

    private Uni<Integer> creditUnclaimed(Books.Transaction tx, Tip tip, Journal journal) {
        return tx.credits()
                .uncredited(policy.chainId(), tip, ROWS_PER_TRANSACTION)
                .call(payments ->
                        payments.isEmpty() ? Uni.createFrom().voidItem() : creditUnclaimed(tx, payments, journal))
                .map(List::size);
    }

    private Uni<Void> creditUnclaimed(Books.Transaction tx, List<Payment> payments, Journal journal) {
        long chain = policy.chainId();
        List<Hash32> transactions =
                payments.stream().map(Payment::transactionHash).toList();
        Credits.Opened opened = Credits.Opened.knowingNothing(payers.wallets());
        return tx.sightings()
                .of(chain, transactions)
                .flatMap(sightings -> tx.sightings()
                        .evidence(chain, sightings.values())
                        .flatMap(evidence -> Books.inOrder(payments, payment -> {
                            Sighting seen = sightings.get(payment.transactionHash());
                            String itself = chain + ":" + payment.transactionHash() + ":" + payment.logIndex();
                            return credits.credit(tx, payment, itself, evidence(evidence, seen), opened, journal)
                                    .replaceWithVoid();
                        })));
    }

    /** Blocks above a height are about to fall: keeps what shows why payments in them counted. */
    Uni<Void> beforeTheyFall(Books.Transaction tx, long height) {
        return evidences.keepFallen(tx, height);
    }

    /** Takes back what was decided by transactions whose blocks are no longer of the chain. The last step of a transaction. */
    Uni<Void> takeBack(Books.Transaction tx, List<Hash32> transactions) {
        Journal journal = new Journal();
        return Books.inOrder(transactions, each -> takeBack(tx, each, journal))
                .chain(() -> credits.write(tx, journal, clock.instant()));
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
