package io.meshplane.payment;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.adjustment.Adjustment;
import io.meshplane.payment.domain.adjustment.AdjustmentRules;
import io.meshplane.payment.domain.adjustment.AdjustmentRules.Decision;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.ledger.TransferCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Operators move money by hand: asked, approved where two must, posted and kept with the reason in one transaction. */
@ApplicationScoped
public class AdjustmentFlow {
    private static final Logger LOG = Logger.getLogger(AdjustmentFlow.class);

    private final Books books;
    private final Postings postings;
    private final boolean twoPersons;
    private final MeterRegistry meters;

    AdjustmentFlow(Books books, Postings postings, BillingConfig config, MeterRegistry meters) {
        this.books = books;
        this.postings = postings;
        this.twoPersons = config.twoPersonAdjustments();
        this.meters = meters;
    }

    /** Asks for an adjustment; asking twice is asking once. */
    public Uni<Decision> ask(Adjustment asked) {
        return books.inTransaction(tx -> tx.adjustments()
                        .find(asked.network(), asked.id())
                        .flatMap(known -> commit(tx, AdjustmentRules.ask(asked, known, twoPersons), true)))
                .invoke(this::count);
    }

    /** Approves one that waits; empty if there is none of that id. */
    public Uni<Optional<Decision>> approve(NetworkId network, String id, String by) {
        return books.inTransaction(tx -> tx.adjustments()
                        .find(network, id)
                        .flatMap(found -> found.map(waiting -> commit(tx, AdjustmentRules.approve(waiting, by), false)
                                        .map(Optional::of))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))))
                .invoke(decision -> decision.ifPresent(this::count));
    }

    /** A page by id. */
    public Uni<List<Adjustment>> page(NetworkId network, String after, int limit) {
        return books.inTransaction(tx -> tx.adjustments().page(network, after, limit));
    }

    private Uni<Decision> commit(Books.Transaction tx, Decision decision, boolean isNew) {
        return switch (decision) {
            case Decision.Moved(Adjustment moved) ->
                (isNew ? add(tx, moved) : tx.adjustments().approve(moved).replaceWithVoid())
                        .chain(() -> postings.post(tx, List.of(transfer(moved))))
                        .replaceWith(decision);
            case Decision.Waits(Adjustment waiting) -> add(tx, waiting).replaceWith(decision);
            case Decision.Known ignored -> Uni.createFrom().item(decision);
            case Decision.Taken ignored -> Uni.createFrom().item(decision);
            case Decision.NeedsAnother ignored -> Uni.createFrom().item(decision);
        };
    }

    private static Uni<Void> add(Books.Transaction tx, Adjustment adjustment) {
        return tx.adjustments()
                .add(adjustment)
                .invoke(added -> {
                    // two requests of one id at a time: one of them is rolled back, and may be sent again
                    if (!added) throw new IllegalStateException("the id of the adjustment was taken meanwhile");
                })
                .replaceWithVoid();
    }

    private static Transfer transfer(Adjustment moved) {
        String id = EventId.derivedFrom("adjustment", moved.network().value(), moved.id())
                .value();
        return new Transfer(
                id,
                moved.network(),
                moved.debit(),
                moved.credit(),
                moved.amount(),
                moved.asset(),
                TransferCode.ADJUSTMENT,
                moved.id());
    }

    private void count(Decision decision) {
        String outcome = switch (decision) {
            case Decision.Moved(Adjustment moved) -> {
                LOG.infof(
                        "an operator moved money network=%s adjustment=%s askedBy=%s approvedBy=%s",
                        moved.network(),
                        moved.id(),
                        moved.askedBy(),
                        moved.approvedBy().orElse(""));
                yield "moved";
            }
            case Decision.Waits ignored -> "waits";
            case Decision.Known ignored -> "known";
            case Decision.Taken ignored -> "taken";
            case Decision.NeedsAnother ignored -> "needs_another";
        };
        meters.counter("payment.adjustments", "outcome", outcome).increment();
    }
}
