package io.meshplane.ingest.adapter.db;

import io.meshplane.ingest.domain.series.LogBudget;
import io.meshplane.ingest.domain.series.LogBudget.Day;
import io.meshplane.ingest.domain.series.LogRow;
import io.meshplane.ingest.domain.series.NoticeRow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Writes lines and notices of nodes, within a transaction. */
public final class LogTables {
    private static final String USED = """
        select node_no, day, bytes from log_use join unnest(?::int[], ?::int[]) as asked(node_no, day) using (node_no, day)\
        """;
    private static final String ADD = """
        insert into log_block(node_no, at_ms, event, boot, sequence, lines, correction_ms, data)
        select node_no, at_ms, event, boot, sequence, lines, nullif(correction_ms, 0), data
        from unnest(?::int[], ?::bigint[], ?::uuid[], ?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::bytea[])
            as added(node_no, at_ms, event, boot, sequence, lines, correction_ms, data)
        on conflict do nothing returning node_no, at_ms, lines, octet_length(data)\
        """;
    private static final String USE = """
        insert into log_use(node_no, day, bytes) select * from unnest(?::int[], ?::int[], ?::bigint[])
        on conflict (node_no, day) do update set bytes = log_use.bytes + excluded.bytes\
        """;
    private static final String ADD_NOTICES = """
        insert into notice(node_no, at_ms, event, number, lasted_ms, kind, text, correction_ms)
        select node_no, at_ms, event, number, lasted_ms, kind, text, nullif(correction_ms, 0)
        from unnest(?::int[], ?::bigint[], ?::uuid[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::bigint[])
            as added(node_no, at_ms, event, number, lasted_ms, kind, text, correction_ms)
        on conflict do nothing\
        """;
    private static final String FORGET_USE = "delete from log_use where day < ?";

    private final Connection connection;

    public LogTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * What was added.
     *
     * @param lines that are kept
     * @param dropped lines for which the budget had no room
     */
    public record Added(long lines, long dropped) {}

    /**
     * Adds blocks; those that are there stay as they are. What a node's day has no room for is added without its lines.
     *
     * @param dayBytes of a node and a day
     */
    public Added add(List<LogRow> rows, long dayBytes) throws SQLException {
        if (rows.isEmpty()) return new Added(0, 0);
        Set<UUID> kept = new LogBudget(dayBytes, used(rows)).keep(rows);
        long lines = 0;
        long dropped = 0;
        Map<Day, Long> fresh = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setArray(1, array("int", rows, LogRow::nodeNo));
            insert.setArray(2, array("bigint", rows, LogRow::atMs));
            insert.setArray(3, array("uuid", rows, LogRow::event));
            insert.setArray(4, array("bigint", rows, LogRow::bootId));
            insert.setArray(5, array("bigint", rows, LogRow::sequence));
            insert.setArray(6, array("int", rows, LogRow::lines));
            insert.setArray(7, array("bigint", rows, LogRow::correctionMs));
            byte[][] data = rows.stream()
                    .map(row -> kept.contains(row.event()) ? row.data() : null)
                    .toArray(byte[][]::new);
            insert.setArray(8, connection.createArrayOf("bytea", data));
            try (ResultSet added = insert.executeQuery()) {
                while (added.next()) {
                    long bytes = added.getLong(4);
                    if (added.wasNull()) {
                        dropped += added.getInt(3);
                        continue;
                    }
                    lines += added.getInt(3);
                    fresh.merge(new Day(added.getInt(1), LogRow.dayOf(added.getLong(2))), bytes, Long::sum);
                }
            }
        }
        use(fresh);
        return new Added(lines, dropped);
    }

    private Map<Day, Long> used(List<LogRow> rows) throws SQLException {
        List<Day> days = rows.stream().map(Day::of).distinct().toList();
        Map<Day, Long> used = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(USED)) {
            select.setArray(1, array("int", days, Day::nodeNo));
            select.setArray(2, array("int", days, Day::day));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) used.put(new Day(found.getInt(1), found.getInt(2)), found.getLong(3));
            }
        }
        return used;
    }

    private void use(Map<Day, Long> fresh) throws SQLException {
        if (fresh.isEmpty()) return;
        List<Day> days = List.copyOf(fresh.keySet());
        try (PreparedStatement update = connection.prepareStatement(USE)) {
            update.setArray(1, array("int", days, Day::nodeNo));
            update.setArray(2, array("int", days, Day::day));
            update.setArray(3, array("bigint", days, day -> fresh.getOrDefault(day, 0L)));
            update.executeUpdate();
        }
    }

    /** Adds notices; those that are there stay as they are. */
    public void addNotices(List<NoticeRow> rows) throws SQLException {
        if (rows.isEmpty()) return;
        try (PreparedStatement insert = connection.prepareStatement(ADD_NOTICES)) {
            insert.setArray(1, array("int", rows, NoticeRow::nodeNo));
            insert.setArray(2, array("bigint", rows, NoticeRow::atMs));
            insert.setArray(3, array("uuid", rows, NoticeRow::event));
            insert.setArray(4, array("int", rows, NoticeRow::number));
            insert.setArray(5, array("bigint", rows, NoticeRow::lastedMs));
            insert.setArray(6, array("text", rows, NoticeRow::kind));
            insert.setArray(7, array("text", rows, NoticeRow::text));
            insert.setArray(8, array("bigint", rows, NoticeRow::correctionMs));
            insert.executeUpdate();
        }
    }

    /** Forgets what was used on days of which nothing is kept. */
    public void forgetUseBefore(int day) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(FORGET_USE)) {
            delete.setInt(1, day);
            delete.executeUpdate();
        }
    }

    private <T> Array array(String type, List<T> rows, Function<T, ?> of) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(of).toArray());
    }
}
