package io.meshplane.platform.http;

import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Tells a dependency that is away from a bug, by the causes of a failure. */
final class Outages {
    private static final int DEPTH_MAX = 16;

    static boolean isOne(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++, cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof SocketException
                    || cause instanceof ClosedChannelException) {
                return true;
            }
            String name = cause.getClass().getSimpleName(); // vertx-pg-client is not on every service's class path
            if (name.equals("ClosedConnectionException") || isStartingUp(name, cause)) return true;
        }
        return false;
    }

    private static boolean isStartingUp(String name, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return name.equals("PgException") && (message.contains("57P0") || message.contains("53300"));
    }

    private Outages() {}
}
