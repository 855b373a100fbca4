package io.meshplane.platform.event;

import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a dependency that is away, or too busy just now, from a bug, by the causes of a failure. */
public final class Outages {
    private static final int DEPTH_MAX = 16;

    /** Classes of vertx-sql-client, which is not on every service's class path. */
    private static final Set<String> OF_A_POOL = Set.of("ClosedConnectionException", "ConnectionPoolTooBusyException");

    /** Ends the message of a PgException. */
    private static final Pattern SQL_STATE = Pattern.compile("\\(([0-9A-Z]{5})\\)");

    /**
     * SQLSTATEs (PostgreSQL, appendix A) that another try may not meet: shutting down or starting, too many connections,
     * lock_timeout, deadlock, serialization, statement_timeout, idle_in_transaction_session_timeout.
     */
    private static final Set<String> STATES =
            Set.of("57P01", "57P02", "57P03", "53300", "55P03", "40P01", "40001", "57014", "25P03");

    /** Whether the same may succeed later without anybody changing it. */
    public static boolean isOne(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++, cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof SocketException
                    || cause instanceof ClosedChannelException
                    || OF_A_POOL.contains(cause.getClass().getSimpleName())
                    || isPassing(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return switch (cause.getClass().getSimpleName()) {
            case "PgException" -> {
                Matcher state = SQL_STATE.matcher(message);
                yield state.find() && STATES.contains(state.group(1));
            }
            // what a socket and a pool say has no type of its own
            case "IOException" -> message.contains("Connection reset") || message.contains("Broken pipe");
            case "VertxException", "NoStackTraceThrowable" ->
                message.startsWith("Timeout") || message.startsWith("Connection is not active");
            default -> false;
        };
    }

    private Outages() {}
}
