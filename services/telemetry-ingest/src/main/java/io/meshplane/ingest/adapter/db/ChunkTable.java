package io.meshplane.ingest.adapter.db;

import io.meshplane.ingest.domain.series.ChunkRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Chunks of values, within a transaction. */
public final class ChunkTable {
    private static final String ADD = """
        insert into chunk(node_no, from_ms, to_ms, event, correction_ms, data)
        select node_no, from_ms, to_ms, event, nullif(correction_ms, 0), data
        from unnest(?::int[], ?::bigint[], ?::bigint[], ?::uuid[], ?::bigint[], ?::bytea[])
            as added(node_no, from_ms, to_ms, event, correction_ms, data)
        on conflict do nothing\
        """;
    private static final String READ = """
        select from_ms, data from chunk where node_no = ? and from_ms >= ? and from_ms < ? and to_ms >= ?
        order by from_ms, event\
        """;
    /** Rows that are in memory at once. */
    private static final int FETCH_ROWS = 64;

    private final Connection connection;

    public ChunkTable(Connection connection) {
        this.connection = connection;
    }

    /** What is done with a chunk; false ends the walk. */
    @FunctionalInterface
    public interface Visitor {
        boolean visit(long fromMs, byte[] data);
    }

    /**
     * Adds chunks; those that are there stay as they are.
     *
     * @return how many were added
     */
    public int add(List<ChunkRow> rows) throws SQLException {
        if (rows.isEmpty()) return 0;
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "int", rows.stream().map(ChunkRow::nodeNo).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(ChunkRow::fromMs).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(ChunkRow::toMs).toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "uuid", rows.stream().map(ChunkRow::event).toArray()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(ChunkRow::correctionMs).toArray()));
            insert.setArray(
                    6,
                    connection.createArrayOf(
                            "bytea", rows.stream().map(ChunkRow::data).toArray(byte[][]::new)));
            return insert.executeUpdate();
        }
    }

    /** Walks the chunks of a node that may have values from a time to before another, by their beginning. */
    public void read(int nodeNo, long fromMs, long toMs, Visitor visitor) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setFetchSize(FETCH_ROWS);
            select.setInt(1, nodeNo);
            select.setLong(2, Math.floorDiv(fromMs, ChunkRow.SPAN_MS) * ChunkRow.SPAN_MS);
            select.setLong(3, toMs);
            select.setLong(4, fromMs);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) if (!visitor.visit(rows.getLong(1), rows.getBytes(2))) return;
            }
        }
    }
}
