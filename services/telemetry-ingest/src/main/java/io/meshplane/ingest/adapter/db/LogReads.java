package io.meshplane.ingest.adapter.db;

import io.meshplane.ingest.domain.series.LogPlace;
import io.meshplane.ingest.domain.series.NoticeRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lines and notices of nodes for those who ask, the newest first, within a transaction. */
public final class LogReads {
    private static final String BLOCKS = """
        select at_ms, event, lines, coalesce(correction_ms, 0), data from log_block
        where node_no = ? and at_ms >= ? and at_ms < ? and (at_ms, event) <= (?, ?)
        order by at_ms desc, event desc\
        """;
    private static final String NOTICES = """
        select at_ms, event, number, lasted_ms, kind, text, coalesce(correction_ms, 0) from notice
        where node_no = ? and at_ms >= ? and at_ms < ? and (at_ms, event, number) < (?, ?, ?)
        order by at_ms desc, event desc, number desc limit ?\
        """;
    /** Rows that are in memory at once. */
    private static final int FETCH_ROWS = 16;

    private final Connection connection;

    public LogReads(Connection connection) {
        this.connection = connection;
    }

    /** Which rows; times in milliseconds since epoch UTC, {@code toMs} excluded. */
    public record Span(int nodeNo, long fromMs, long toMs, LogPlace from) {}

    /** Lines of an upload; {@code data} null = they were dropped for want of room. */
    public record Block(long atMs, UUID event, int lines, long correctionMs, byte @Nullable [] data) {}

    /** What is done with a block; false ends the walk. */
    @FunctionalInterface
    public interface Visitor {
        boolean visit(Block block);
    }

    /** Walks the blocks of a node, the place's own among them. */
    public void blocks(Span span, Visitor visitor) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BLOCKS)) {
            select.setFetchSize(FETCH_ROWS);
            bind(select, span);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Block block = new Block(
                            rows.getLong(1),
                            rows.getObject(2, UUID.class),
                            rows.getInt(3),
                            rows.getLong(4),
                            rows.getBytes(5));
                    if (!visitor.visit(block)) return;
                }
            }
        }
    }

    /** The notices behind the place. */
    public List<NoticeRow> notices(Span span, int limit) throws SQLException {
        List<NoticeRow> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(NOTICES)) {
            bind(select, span);
            select.setInt(6, span.from().number());
            select.setInt(7, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new NoticeRow(
                            span.nodeNo(),
                            rows.getLong(1),
                            rows.getObject(2, UUID.class),
                            rows.getInt(3),
                            rows.getLong(4),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getLong(7)));
                }
            }
        }
        return found;
    }

    private static void bind(PreparedStatement select, Span span) throws SQLException {
        select.setInt(1, span.nodeNo());
        select.setLong(2, span.fromMs());
        select.setLong(3, span.toMs());
        select.setLong(4, span.from().atMs());
        select.setObject(5, span.from().event());
    }
}
