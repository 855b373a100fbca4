package io.meshplane.ingest.adapter.db;

import io.meshplane.ingest.domain.series.DayPartitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.TreeSet;

/** The partitions of chunks, within a transaction; their names tell their day. */
public final class Partitions {
    private static final String PREFIX = "chunk_";
    private static final String PRESENT = """
        select child.relname from pg_inherits join pg_class child on child.oid = inhrelid
        where inhparent = 'chunk'::regclass and child.relname ~ '^chunk_[0-9]{8}$'\
        """;
    /** "series" in ASCII. */
    private static final long LOCK = 0x7365_7269_6573L;
    /** Rows up to a page's size stay in it: nobody reads them without their data. */
    private static final int INLINE_BYTES = 8_160;

    private final Connection connection;

    public Partitions(Connection connection) {
        this.connection = connection;
    }

    /** Waits until no other instance looks after the partitions, until the transaction ends. */
    public void lock() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            select.setLong(1, LOCK);
            select.execute();
        }
    }

    /** Days that have a partition. */
    public Set<LocalDate> present() throws SQLException {
        Set<LocalDate> days = new TreeSet<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(PRESENT)) {
            while (rows.next()) {
                days.add(LocalDate.parse(
                        rows.getString(1).substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE));
            }
        }
        return days;
    }

    /** Does what is planned. */
    public void apply(DayPartitions.Plan plan) throws SQLException {
        for (LocalDate day : plan.create()) create(day);
        for (LocalDate day : plan.drop()) execute("drop table " + name(day));
    }

    private void create(LocalDate day) throws SQLException {
        execute("create table " + name(day) + " partition of chunk for values from (" + DayPartitions.startMs(day)
                + ") to (" + DayPartitions.startMs(day.plusDays(1)) + ") with (toast_tuple_target = " + INLINE_BYTES
                + ")");
    }

    private static String name(LocalDate day) {
        return PREFIX + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
