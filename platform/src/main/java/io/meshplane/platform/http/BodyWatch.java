package io.meshplane.platform.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after one admitted body: cuts off a sender that is too slow, and gives the body's part of the budget back exactly once,
 * when the answer ends or the connection dies.
 */
final class BodyWatch {
    private static final long LONGEST_TICK_MILLIS = 1_000;

    private final RoutingContext context;
    private final Duration silence;
    private final Duration deadline;
    private final Runnable tooSlow;
    private final Runnable giveBack;
    private final long startNanos = System.nanoTime();

    /** An answer may end on a worker's thread, everything else is on the connection's event loop. */
    private final AtomicBoolean over = new AtomicBoolean();

    private long bytesRead;
    private long lastByteNanos = startNanos;
    private long timer;

    private BodyWatch(RoutingContext context, BodyLimits limits, Runnable tooSlow, Runnable giveBack) {
        this.context = context;
        this.silence = limits.silence();
        this.deadline = limits.deadline();
        this.tooSlow = tooSlow;
        this.giveBack = giveBack;
    }

    /**
     * Begins.
     *
     * @param tooSlow called at most once, when the body did not come in time
     * @param giveBack called exactly once
     */
    static void start(RoutingContext context, BodyLimits limits, Runnable tooSlow, Runnable giveBack) {
        BodyWatch watch = new BodyWatch(context, limits, tooSlow, giveBack);
        Vertx vertx = context.vertx();
        long tickMillis = Math.clamp(limits.silence().toMillis() / 4, 1, LONGEST_TICK_MILLIS);
        watch.timer = vertx.setPeriodic(tickMillis, _ -> watch.look());
        context.addEndHandler(_ -> watch.end());
    }

    private void look() {
        HttpServerResponse response = context.response();
        // the framework may have replaced the handler that end() hangs on
        if (response.ended() || response.closed()) {
            end();
            return;
        }
        HttpServerRequest request = context.request();
        if (request.isEnded()) return; // it is the service's turn
        long now = System.nanoTime();
        if (request.bytesRead() != bytesRead) {
            bytesRead = request.bytesRead();
            lastByteNanos = now;
        }
        if (now - lastByteNanos >= silence.toNanos() || now - startNanos >= deadline.toNanos()) {
            tooSlow.run();
            end();
        }
    }

    private void end() {
        if (over.getAndSet(true)) return;
        context.vertx().cancelTimer(timer);
        giveBack.run();
    }
}
