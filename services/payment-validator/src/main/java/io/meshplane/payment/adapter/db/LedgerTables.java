package io.meshplane.payment.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.Audit;
import io.meshplane.payment.domain.ledger.Balance;
import io.meshplane.payment.domain.ledger.Entry;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.ledger.TransferCode;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** Transfers, never changed, and the balances that they add up to. */
public final class LedgerTables {
    private static final String LOCK = statement("lock");
    private static final String POST = statement("post");
    private static final String ACCOUNTS = """
            select account, asset, debits, credits from account
            where network_id = :network and (account, asset) > (:after, :afterAsset)
            order by account, asset limit :rows""";
    private static final String ONE_ACCOUNT = """
            select account, asset, debits, credits from account
            where network_id = :network and account = :account order by asset""";
    private static final String ENTRIES = """
            select seq, transfer_id, debit_account, credit_account, amount, asset, code, cause_id, posted_at
            from transfer
            where network_id = :network and (debit_account = :account or credit_account = :account) and seq > :after
            order by seq limit :rows""";
    private static final String AUDIT = """
            select asset, sum(credits - debits) from account where network_id = :network group by asset order by asset""";
    private static final String DRIFT = """
            with entry as (
                select credit_account as account, asset, amount from transfer where network_id = :network
                union all select debit_account, asset, -amount from transfer where network_id = :network)
            select count(*) from (select account, asset, sum(amount) as net from entry group by account, asset) as rebuilt
            full join (select account, asset, credits - debits as net from account where network_id = :network) as kept
                using (account, asset)
            where coalesce(rebuilt.net, 0) <> coalesce(kept.net, 0)""";

    private final Mutiny.Session session;

    LedgerTables(Mutiny.Session session) {
        this.session = session;
    }

    /**
     * Writes transfers and moves their balances, in two statements however many they are. A few thousand at once are quickest.
     *
     * @return ids of those that were new; the others lie in the books already, and nothing changes for them
     */
    public Uni<Set<String>> post(List<Transfer> transfers) {
        if (transfers.isEmpty()) return Uni.createFrom().item(Set.of());
        String json = TransferJson.of(transfers);
        return session.createNativeQuery(LOCK, Long.class)
                .setParameter("transfers", json)
                .getSingleResult()
                .flatMap(locked -> session.createNativeQuery(POST, String.class)
                        .setParameter("transfers", json)
                        .getResultList())
                .map(Set::copyOf);
    }

    private static String statement(String name) {
        String path = "/ledger/" + name + ".sql";
        try (InputStream file = LedgerTables.class.getResourceAsStream(path)) {
            if (file == null) throw new IllegalStateException("no resource " + path);
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("(?m)^--.*\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Balances of a network by account and asset: an account in two assets has two rows. */
    public Uni<List<Balance>> accounts(NetworkId network, String after, String afterAsset, int limit) {
        return session.createNativeQuery(ACCOUNTS, Object[].class)
                .setParameter("network", network.value())
                .setParameter("after", after)
                .setParameter("afterAsset", afterAsset)
                .setParameter("rows", limit)
                .getResultList()
                .map(LedgerTables::balances);
    }

    /** Balances of one account, one per asset; empty if nothing was ever posted to it. */
    public Uni<List<Balance>> account(NetworkId network, Account account) {
        return session.createNativeQuery(ONE_ACCOUNT, Object[].class)
                .setParameter("network", network.value())
                .setParameter("account", account.name())
                .getResultList()
                .map(LedgerTables::balances);
    }

    /** Entries of an account in the order of posting. */
    public Uni<List<Entry>> entries(NetworkId network, Account account, long afterSeq, int limit) {
        return session.createNativeQuery(ENTRIES, Object[].class)
                .setParameter("network", network.value())
                .setParameter("account", account.name())
                .setParameter("after", afterSeq)
                .setParameter("rows", limit)
                .getResultList()
                .map(rows -> rows.stream().map(row -> entry(network, row)).toList());
    }

    /** Rebuilds the network's books from the transfers alone. */
    public Uni<Audit> audit(NetworkId network) {
        return session.createNativeQuery(AUDIT, Object[].class)
                .setParameter("network", network.value())
                .getResultList()
                .flatMap(rows -> session.createNativeQuery(DRIFT, Long.class)
                        .setParameter("network", network.value())
                        .getSingleResult()
                        .map(drift -> new Audit(sums(rows), drift)));
    }

    private static SortedMap<String, BigInteger> sums(List<Object[]> rows) {
        SortedMap<String, BigInteger> sums = new TreeMap<>();
        rows.stream().map(Cells::new).forEach(cells -> sums.put(cells.text(0), cells.integer(1)));
        return sums;
    }

    private static List<Balance> balances(List<Object[]> rows) {
        return rows.stream()
                .map(Cells::new)
                .map(cells -> new Balance(
                        new Account(cells.text(0)), Asset.parse(cells.text(1)), cells.integer(2), cells.integer(3)))
                .toList();
    }

    private static Entry entry(NetworkId network, Object[] row) {
        Cells cells = new Cells(row);
        Transfer transfer = new Transfer(
                cells.text(1),
                network,
                new Account(cells.text(2)),
                new Account(cells.text(3)),
                new Amount(cells.integer(4)),
                Asset.parse(cells.text(5)),
                TransferCode.valueOf(cells.text(6)),
                cells.text(7));
        return new Entry(cells.number(0), transfer, cells.instant(8));
    }
}
