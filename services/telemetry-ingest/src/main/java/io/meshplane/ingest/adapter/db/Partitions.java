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

/** The partitions of a table by day, within a transaction; their names tell their day. */
public final class Partitions {
    private static final String PRESENT = """
        select child.relname from pg_inherits join pg_class child on child.oid = inhrelid
        where inhparent = ?::regclass and child.relname ~ (? || '_[0-9]{8}$')\
        """;
    /** "series" in ASCII. */
    private static final long LOCK = 0x7365_7269_6573L;
    /** Rows up to a page's size stay in it: nobody reads them without their data. */
    private static final int INLINE_BYTES = 8_160;

    private final Connection connection;
    private final Table table;

    /** Tables with partitions by day. */
    public enum Table {
        CHUNK("chunk"),
        LOG_BLOCK("log_block"),
        NOTICE("notice");

        private final String name;

        Table(String name) {
            this.name = name;
        }
    }

    public Partitions(Connection connection, Table table) {
        this.connection = connection;
        this.table = table;
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
        try (PreparedStatement select = connection.prepareStatement(PRESENT)) {
            select.setString(1, table.name);
            select.setString(2, "^" + table.name);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String day = rows.getString(1).substring(table.name.length() + 1);
                    days.add(LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE));
                }
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
        execute("create table " + name(day) + " partition of " + table.name + " for values from ("
                + DayPartitions.startMs(day)
                + ") to (" + DayPartitions.startMs(day.plusDays(1)) + ") with (toast_tuple_target = " + INLINE_BYTES
                + ")");
    }

    private String name(LocalDate day) {
        return table.name + "_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
