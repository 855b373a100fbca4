package io.meshplane.payment;

import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.notice.Notice;
import io.meshplane.platform.event.Event;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one transaction will tell: events to Kafka, notices to streams and webhooks. Written as its last step. */
final class Journal {
    private final List<Event<?>> events = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    void add(Event<?> event) {
        events.add(event);
    }

    void add(Notice notice) {
        notices.add(notice);
    }

    /** Writes all of it; nothing may follow in the transaction. */
    Uni<Void> write(Books.Transaction tx, Instant at) {
        return tx.stage(events).chain(() -> tx.notices().add(notices, at));
    }
}
