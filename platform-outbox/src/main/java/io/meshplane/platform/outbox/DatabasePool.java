package io.meshplane.platform.outbox;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The pool of connections to PostgreSQL, none of which can hang for ever. */
@ApplicationScoped
public class DatabasePool implements PgPoolCreator {
    private static final int WAITING_MAX = 256;

    private final DatabaseTimeouts timeouts;

    /**
     * The pool's maker.
     *
     * @throws IllegalArgumentException if the timeouts do not fit together
     */
    DatabasePool(DatabaseTimeouts timeouts) {
        demand(timeouts.connect().toMillis() > 0, "connect > 0");
        demand(timeouts.lock().toMillis() > 0, "lock > 0");
        demand(timeouts.statement().compareTo(timeouts.lock()) >= 0, "statement >= lock");
        demand(
                timeouts.idleInTransaction().compareTo(OutboxDrain.BATCH_DEADLINE) > 0,
                "idle-in-transaction > " + OutboxDrain.BATCH_DEADLINE.toSeconds() + " s, which the outbox may take");
        demand(timeouts.silence().compareTo(timeouts.idleInTransaction()) > 0, "silence > idle-in-transaction");
        demand(timeouts.silence().compareTo(timeouts.statement()) > 0, "silence > statement");
        this.timeouts = timeouts;
    }

    private static void demand(boolean holds, String rule) {
        if (!holds) throw new IllegalArgumentException("meshplane.database.timeouts: " + rule + " is needed");
    }

    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> servers = input.pgConnectOptionsList().stream()
                .<SqlConnectOptions>map(this::bounded)
                .toList();
        PoolOptions options = new PoolOptions(input.poolOptions())
                .setConnectionTimeout(millis(timeouts.connect()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWaitQueueSize(WAITING_MAX);
        return PgBuilder.pool()
                .with(options)
                .connectingTo(servers)
                .using(input.vertx())
                .build();
    }

    private PgConnectOptions bounded(PgConnectOptions server) {
        PgConnectOptions options = new PgConnectOptions(server)
                .addProperty(
                        "statement_timeout", Long.toString(timeouts.statement().toMillis()))
                .addProperty("lock_timeout", Long.toString(timeouts.lock().toMillis()))
                .addProperty(
                        "idle_in_transaction_session_timeout",
                        Long.toString(timeouts.idleInTransaction().toMillis()));
        options.setConnectTimeout(millis(timeouts.connect()));
        options.setTcpKeepAlive(true);
        options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        options.setReadIdleTimeout(millis(timeouts.silence()));
        return options;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
