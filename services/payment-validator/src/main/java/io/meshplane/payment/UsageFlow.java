package io.meshplane.payment;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.usage.Observation;
import io.meshplane.platform.event.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Usage becomes money: what a node tells of its counters goes into the books of the directions it is an end of. */
@ApplicationScoped
public class UsageFlow {
    private final Books books;
    private final Metering metering;
    private final Postings postings;
    private final PriceList prices;

    UsageFlow(Books books, Metering metering, Postings postings, PriceList prices) {
        this.books = books;
        this.metering = metering;
        this.postings = postings;
        this.prices = prices;
    }

    /** Bills a report, in one transaction; a report that was dealt with before changes nothing. */
    public Uni<Void> handle(Event<UsageReported> event) {
        // billed before all prices are known, traffic would be billed at the wrong one
        if (!prices.isComplete())
            return Uni.createFrom().failure(new IllegalStateException("state topics are still being read"));
        List<Observation> observations = UsageReports.observations(event.value());
        return books.inTransaction(tx -> tx.firstTime(event.id())
                .flatMap(first -> first ? bill(tx, observations, event.id()) : metering.known()));
    }

    private Uni<Void> bill(Books.Transaction tx, List<Observation> observations, EventId event) {
        List<Transfer> due = new ArrayList<>();
        return Books.inOrder(observations, one -> metering.take(tx, one, event, due))
                .chain(() -> postings.post(tx, due));
    }

    /** Whether what {@link #handle} needs is there. */
    public Uni<Boolean> dependenciesUp() {
        return prices.isComplete() ? books.ping() : Uni.createFrom().item(false);
    }
}
