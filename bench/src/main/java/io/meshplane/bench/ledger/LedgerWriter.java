package io.meshplane.bench.ledger;

import io.meshplane.bench.Unusable;
import io.meshplane.bench.ledger.LedgerResult.Writes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Writes transfers, in the two ways that are compared. */
final class LedgerWriter {
    private static final String PLAIN_TABLE = """
            create table plain_posting(
                transfer_id text not null, account text not null, network_id text not null,
                amount numeric(79, 0) not null, asset text not null, code text not null, cause_id text not null,
                posted_at timestamptz not null default now(), primary key (transfer_id, account))""";
    private static final String PLAIN = """
            insert into plain_posting(transfer_id, account, network_id, amount, asset, code, cause_id)
            values (?, ?, ?, ?, ?, 'USAGE', ?)""";
    private static final String DRIFT = """
            with entry as (
                select credit_account as account, amount from transfer
                union all select debit_account, -amount from transfer)
            select count(*) from (select account, sum(amount) as net from entry group by account) as rebuilt
            full join (select account, credits - debits as net from account) as kept using (account)
            where coalesce(rebuilt.net, 0) <> coalesce(kept.net, 0)""";

    private final LedgerStore store;
    private final LedgerOptions options;

    LedgerWriter(LedgerStore store, LedgerOptions options) {
        this.store = store;
        this.options = options;
    }

    /** Each posting by an INSERT of its own, committed by itself; one client. */
    Writes plain(long transfers) throws SQLException, IOException {
        try (Connection connection = store.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(PLAIN_TABLE);
            try (PreparedStatement insert = connection.prepareStatement(PLAIN)) {
                long began = System.nanoTime();
                for (long number = 0; number < transfers; number++) {
                    LedgerLoad.Transfer one = LedgerLoad.transfer(number);
                    insert(insert, one, one.debit(), -one.amount());
                    insert(insert, one, one.credit(), one.amount());
                }
                return new Writes(transfers, secondsSince(began));
            }
        }
    }

    private static void insert(PreparedStatement insert, LedgerLoad.Transfer one, String account, long amount)
            throws SQLException {
        insert.setString(1, one.id());
        insert.setString(2, account);
        insert.setString(3, LedgerLoad.NETWORK);
        insert.setLong(4, amount);
        insert.setString(5, LedgerLoad.ASSET);
        insert.setString(6, one.id());
        insert.executeUpdate();
    }

    /** Transfers of these numbers by the service's statements, a batch a transaction; the clients share the batches. */
    Writes batched(long from, long to) throws IOException, InterruptedException, Unusable {
        AtomicLong next = new AtomicLong(from);
        long began = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(options.clients())) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < options.clients(); i++) {
                work.add(clients.submit(() -> {
                    write(next, to);
                    return null;
                }));
            }
            for (Future<?> one : work) one.get();
        } catch (ExecutionException failed) {
            throw new Unusable(Unusable.FAILED, "a batch was not written: " + failed.getCause());
        }
        return new Writes(to - from, secondsSince(began));
    }

    private void write(AtomicLong next, long to) throws SQLException, IOException {
        try (Connection connection = store.connect();
                PreparedStatement lock = connection.prepareStatement(store.statement("lock"));
                PreparedStatement post = connection.prepareStatement(store.statement("post"))) {
            connection.setAutoCommit(false);
            for (long from = next.getAndAdd(options.batch()); from < to; from = next.getAndAdd(options.batch())) {
                String json = LedgerLoad.json(from, Math.min(to, from + options.batch()));
                read(lock, json);
                read(post, json);
                connection.commit();
            }
        }
    }

    private static void read(PreparedStatement statement, String json) throws SQLException {
        statement.setString(1, json);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) rows.getString(1);
        }
    }

    /** Balances that are not the sum of their entries. */
    long driftingBalances() throws SQLException, IOException {
        try (Connection connection = store.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DRIFT)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
