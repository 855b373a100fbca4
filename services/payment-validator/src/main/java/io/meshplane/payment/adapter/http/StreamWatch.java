package io.meshplane.payment.adapter.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a stream whose client does not take what was handed over: it reads no more notices and frees its place at once. The client
 * finds a last event that says so when it goes on reading; if it never does, {@code quarkus.http.idle-timeout} drops its connection.
 */
final class StreamWatch {
    private static final String LAST_EVENT = """
            event: end
            data: {"why":"too slow: come back with Last-Event-ID"}

            """;
    private static final long NOTHING_HANDED = -1;

    private final Vertx vertx;
    private final HttpServerRequest http;
    private final long silenceNanos;
    private final long timer;
    private final AtomicReference<Flow.Subscription> stream = new AtomicReference<>();
    private volatile long handedAt = NOTHING_HANDED;

    StreamWatch(Vertx vertx, HttpServerRequest http, Duration silence) {
        this.vertx = vertx;
        this.http = http;
        this.silenceNanos = silence.toNanos();
        this.timer = vertx.setPeriodic(Math.max(1, silence.toMillis() / 4), _ -> look());
    }

    /** The stream has begun; this is how to end it. */
    void begun(Flow.Subscription subscription) {
        stream.set(subscription);
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
        Flow.Subscription begun = stream.get();
        if (begun == null || since == NOTHING_HANDED || System.nanoTime() - since < silenceNanos) return;
        stop();
        begun.cancel();
        if (!http.response().closed()) http.response().write(LAST_EVENT);
        http.connection().close(); // once what is written is taken
    }
}
