package io.meshplane.payment;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.notice.Notice.Numbered;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Notices, to be read page by page. */
@ApplicationScoped
public class NoticeQueries {
    private final Books books;

    NoticeQueries(Books books) {
        this.books = books;
    }

    /** The notices of a network above a number, in order. */
    public Uni<List<Numbered>> after(NetworkId network, long after, int limit) {
        return books.inTransaction(tx -> tx.notices().after(network, "", after, limit));
    }
}
