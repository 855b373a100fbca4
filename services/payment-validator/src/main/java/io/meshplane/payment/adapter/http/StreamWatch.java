package io.meshplane.payment.adapter.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;

/** Ends a stream whose client does not take what was handed over: says so in a last event if it can be said, then closes. */
final class StreamWatch {
    private static final String LAST_EVENT = """
            event: end
            data: {"why":"too slow: come back with Last-Event-ID"}

            """;
    private static final long NOTHING_HANDED = -1;
    private static final long LAST_WORDS_MILLIS = 1_000;

    private final Vertx vertx;
    private final HttpServerRequest http;
    private final long silenceNanos;
    private final long timer;
    private volatile long handedAt = NOTHING_HANDED;

    StreamWatch(Vertx vertx, HttpServerRequest http, Duration silence) {
        this.vertx = vertx;
        this.http = http;
        this.silenceNanos = silence.toNanos();
        this.timer = vertx.setPeriodic(Math.max(1, silence.toMillis() / 4), _ -> look());
    }

    /** An event is on its way to the client. */
    void handed() {
        handedAt = System.nanoTime();
    }

    /** The client's connection has taken it and asks for more. */
    void taken() {
        handedAt = NOTHING_HANDED;
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        long since = handedAt;
        if (since == NOTHING_HANDED || System.nanoTime() - since < silenceNanos) return;
        stop();
        if (!http.response().closed()) http.response().write(LAST_EVENT);
        http.connection().close(); // after what is written, which may never be taken
        if (http.connection() instanceof ConnectionBase connection) {
            vertx.setTimer(
                    LAST_WORDS_MILLIS, _ -> connection.channelHandlerContext().close());
        }
    }
}
