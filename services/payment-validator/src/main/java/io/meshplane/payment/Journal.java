package io.meshplane.payment;

import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.notice.Notice;
import io.meshplane.platform.event.Event;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one transaction moves and will tell: transfers, events to Kafka, notices to streams and webhooks. Written as its last step. */
final class Journal {
    private final List<Event<?>> events = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();

    void add(Event<?> event) {
        events.add(event);
    }

    void add(Notice notice) {
        notices.add(notice);
    }

    void add(Transfer transfer) {
        transfers.add(transfer);
    }

    /** What is to be posted, in this order. */
    List<Transfer> transfers() {
        return List.copyOf(transfers);
    }

    /** Writes all that is to be told; nothing may follow in the transaction. */
    Uni<Void> write(Books.Transaction tx, Instant at) {
        return tx.stage(events).chain(() -> tx.notices().add(notices, at));
    }
}
