package io.meshplane.platform.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long the database may keep a service waiting. The server ends what is slow; the last one is the service's own, for a server
 * that cannot be heard any more. Start-up refuses what does not fit together.
 */
@ConfigMapping(prefix = "meshplane.database.timeouts")
public interface DatabaseTimeouts {
    /** To connect, and to get a connection of the pool. */
    @WithDefault("5S")
    Duration connect();

    /** {@code lock_timeout}: to get a lock. */
    @WithDefault("5S")
    Duration lock();

    /** {@code statement_timeout}: for one statement. */
    @WithDefault("15S")
    Duration statement();

    /** {@code idle_in_transaction_session_timeout}; the outbox waits for Kafka within its transaction. */
    @WithDefault("75S")
    Duration idleInTransaction();

    /** A connection on which nothing came for so long is dead. Longer than all that the server may wait. */
    @WithDefault("90S")
    Duration silence();
}
