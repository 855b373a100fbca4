package io.meshplane.ingest.adapter.db;

import io.meshplane.platform.event.Outages;
import java.sql.SQLException;
import java.util.Set;

/** Tells a database that is away, or too busy just now, from a statement that will never succeed. */
public final class DatabaseOutages {
    /** SQLSTATE of a transaction that another one beat. */
    public static final String SERIALIZATION_FAILURE = "40001";

    /**
     * Classes of SQLSTATE (PostgreSQL, appendix A) that another try may not meet: connection, transaction rollback, insufficient
     * resources (a full disk too), operator intervention, system error; and lock_timeout.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58", "25");

    private static final String LOCK_TIMEOUT = "55P03";

    /** Whether the same may succeed later without anybody changing it. */
    public static boolean isOne(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) return true; // the pool's own: no connection in time
        return LOCK_TIMEOUT.equals(state) || CLASSES.contains(state.substring(0, 2)) || Outages.isOne(failure);
    }

    private DatabaseOutages() {}
}
