package io.meshplane.bench.ledger;

import io.meshplane.bench.ledger.LedgerResult.Spread;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Reads accounts at random, as the service's REST does. */
final class LedgerReader implements AutoCloseable {
    private static final int READS = 300;
    private static final String BALANCE =
            "select debits, credits from account where network_id = ? and account = ? order by asset";
    private static final String PAGE = """
            select seq, transfer_id, debit_account, credit_account, amount, asset, code, cause_id, posted_at from transfer
            where network_id = ? and debit_account = ? order by seq desc limit 100""";
    /** Where it stood at a moment: the last mark before it, and the entries since that mark. */
    private static final String OPENING = """
            with mark as (
                select seq, credits - debits as net from balance_mark
                where network_id = ? and account = ? and seq <= ? order by seq desc limit 1)
            select coalesce((select net from mark), 0) - coalesce(sum(amount), 0) from transfer
            where network_id = ? and debit_account = ? and seq > coalesce((select seq from mark), 0) and seq <= ?""";

    private final Connection connection;

    LedgerReader(LedgerStore store) throws SQLException, IOException {
        connection = store.connect();
    }

    Spread balances() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BALANCE)) {
            return time(query, number -> {
                query.setString(1, LedgerLoad.NETWORK);
                query.setString(2, LedgerLoad.account(number));
            });
        }
    }

    Spread pages() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(PAGE)) {
            return time(query, number -> {
                query.setString(1, LedgerLoad.NETWORK);
                query.setString(2, LedgerLoad.account(number));
            });
        }
    }

    Spread openings() throws SQLException {
        long last = lastNumber();
        try (PreparedStatement query = connection.prepareStatement(OPENING)) {
            return time(query, number -> {
                long at = Math.floorMod(number * 7_919_317, last) + 1;
                for (int i : new int[] {1, 4}) query.setString(i, LedgerLoad.NETWORK);
                for (int i : new int[] {2, 5}) query.setString(i, LedgerLoad.account(number));
                for (int i : new int[] {3, 6}) query.setLong(i, at);
            });
        }
    }

    private long lastNumber() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select last_value from transfer_number");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private interface Binding {
        void bind(long number) throws SQLException;
    }

    private static Spread time(PreparedStatement query, Binding binding) throws SQLException {
        double[] millis = new double[READS];
        for (int i = 0; i < READS; i++) {
            binding.bind(i);
            long began = System.nanoTime();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) rows.getString(1);
            }
            millis[i] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        return new Spread(millis[READS / 2], millis[READS * 99 / 100]);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
