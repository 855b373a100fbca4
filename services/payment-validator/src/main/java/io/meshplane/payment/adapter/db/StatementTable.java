package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.TransferCode;
import io.meshplane.payment.domain.statement.Statement.Line;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What statements are made from: entries from the last mark before a moment on, and the key that signs. */
public final class StatementTable {
    private static final String SINCE_MARK = """
            with mark as (
                select seq, credits - debits as net from balance_mark
                where network_id = :network and account = :account and asset = :asset and posted_at < :before
                order by seq desc limit 1)
            """;
    private static final String STANDING = SINCE_MARK + """
            select coalesce((select net from mark), 0) + coalesce(sum(moved), 0) from (
                select amount as moved from transfer
                where network_id = :network and credit_account = :account and asset = :asset and posted_at < :before
                    and seq > coalesce((select seq from mark), 0)
                union all select -amount from transfer
                where network_id = :network and debit_account = :account and asset = :asset and posted_at < :before
                    and seq > coalesce((select seq from mark), 0)) as entry""";
    private static final String LINES = SINCE_MARK + """
            select other, code, sum(credit), sum(debit), count(*) from (
                select debit_account as other, code, amount as credit, 0 as debit from transfer
                where network_id = :network and credit_account = :account and asset = :asset
                    and posted_at >= :before and posted_at < :to and seq > coalesce((select seq from mark), 0)
                union all select credit_account, code, 0, amount from transfer
                where network_id = :network and debit_account = :account and asset = :asset
                    and posted_at >= :before and posted_at < :to and seq > coalesce((select seq from mark), 0)) as entry
            group by other, code""";
    private static final String KEY = "select private_pkcs8, public_key from statement_key where newest";
    private static final String ADD_KEY = """
            insert into statement_key(key_id, private_pkcs8, public_key, newest)
            values (:id, :private, :public, true) on conflict do nothing""";

    private final Mutiny.Session session;

    StatementTable(Mutiny.Session session) {
        this.session = session;
    }

    /** What an account held before a moment: credits less debits. */
    public Uni<BigInteger> standing(NetworkId network, Account account, Asset asset, Instant before) {
        return bind(session.createNativeQuery(STANDING, BigDecimal.class), network, account, asset, before)
                .getSingleResult()
                .map(BigDecimal::toBigIntegerExact);
    }

    /** What moved on an account in a period, by other account and code. */
    public Uni<List<Line>> lines(NetworkId network, Account account, Asset asset, Instant from, Instant to) {
        return bind(session.createNativeQuery(LINES, Object[].class), network, account, asset, from)
                .setParameter("to", Cells.timestamp(to))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Cells::new)
                        .map(cells -> new Line(
                                account,
                                new Account(cells.text(0)),
                                TransferCode.valueOf(cells.text(1)),
                                cells.integer(2),
                                cells.integer(3),
                                cells.number(4)))
                        .toList());
    }

    private static <T> Mutiny.SelectionQuery<T> bind(
            Mutiny.SelectionQuery<T> query, NetworkId network, Account account, Asset asset, Instant before) {
        return query.setParameter("network", network.value())
                .setParameter("account", account.name())
                .setParameter("asset", asset.toString())
                .setParameter("before", Cells.timestamp(before));
    }

    /** The key that signs; empty until one was made. */
    public Uni<Optional<NodeKey>> key() {
        return session.createNativeQuery(KEY, Object[].class)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(one -> new NodeKey((byte[]) one[0], (byte[]) one[1])));
    }

    /** Adds a key that signs; if another instance was quicker, nothing changes. */
    public Uni<Integer> add(String id, NodeKey key) {
        return session.createNativeQuery(ADD_KEY)
                .setParameter("id", id)
                .setParameter("private", key.privateKeyPkcs8())
                .setParameter("public", key.publicKey())
                .executeUpdate();
    }
}
