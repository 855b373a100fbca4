package io.meshplane.payment;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Audit;
import io.meshplane.payment.domain.ledger.Balance;
import io.meshplane.payment.domain.ledger.Entry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What operators read in the books. */
@ApplicationScoped
public class LedgerQueries {
    private final Books books;

    LedgerQueries(Books books) {
        this.books = books;
    }

    /** A page of balances by account and asset. */
    public Uni<List<Balance>> accounts(NetworkId network, String after, String afterAsset, int limit) {
        return books.inTransaction(tx -> tx.ledger().accounts(network, after, afterAsset, limit));
    }

    /** Balances of one account, one per asset. */
    public Uni<List<Balance>> account(NetworkId network, Account account) {
        return books.inTransaction(tx -> tx.ledger().account(network, account));
    }

    /** A page of an account's entries in the order of posting. */
    public Uni<List<Entry>> entries(NetworkId network, Account account, long afterSeq, int limit) {
        return books.inTransaction(tx -> tx.ledger().entries(network, account, afterSeq, limit));
    }

    /** Rebuilds the network's books from the transfers alone. */
    public Uni<Audit> audit(NetworkId network) {
        return books.inTransaction(tx -> tx.ledger().audit(network));
    }
}
