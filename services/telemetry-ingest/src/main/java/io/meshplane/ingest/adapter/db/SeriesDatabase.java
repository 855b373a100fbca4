package io.meshplane.ingest.adapter.db;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Transactions on the series' database. Every call blocks, for the connection's timeouts at the longest. */
@ApplicationScoped
public class SeriesDatabase {
    private final AgroalDataSource connections;
    private final Flyway flyway;
    private volatile boolean migrated;

    SeriesDatabase(AgroalDataSource connections, Flyway flyway) {
        this.connections = connections;
        this.flyway = flyway;
    }

    /** Work within a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Brings the schema up to date if that was not done before. */
    private synchronized void migrate() throws SQLException {
        if (migrated) return;
        try {
            flyway.migrate();
            migrated = true;
        } catch (FlywayException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        }
    }

    /**
     * One transaction; rolled back when the work fails. The first one brings the schema up to date, whoever asks for it: a new
     * system is asked before anything was written.
     *
     * @throws SQLException for broken I/O, a lost race or a bug
     */
    public <T> T inTransaction(Work<T> work) throws SQLException {
        if (!migrated) migrate();
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is gone, and with it the transaction
        }
    }
}
