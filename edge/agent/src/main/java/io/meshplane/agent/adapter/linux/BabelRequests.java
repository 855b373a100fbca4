package io.meshplane.agent.adapter.linux;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests over one connection to babeld, one in flight: of several in one packet babeld executes all, and answers all that come after
 * a bad one with {@code bad}. The first reply belongs to the first request, and so on.
 */
final class BabelRequests {
    private static final int WAITING_MAX = 16;

    private final Deque<Request> waiting = new ArrayDeque<>();
    private final Consumer<String> connection;
    private @Nullable Request inFlight;
    private boolean closed;

    private record Request(String line, Promise<String> reply) {}

    /**
     * No request yet.
     *
     * @param connection takes what is written, a whole line with its end
     */
    BabelRequests(Consumer<String> connection) {
        this.connection = connection;
    }

    /**
     * Sends a line when it is its turn.
     *
     * @return {@code ok}, {@code bad}, or {@code no} with a reason; fails if the connection ends first, or if 16 others wait already
     */
    Future<String> ask(String line) {
        if (closed) return Future.failedFuture(new IOException("babeld is away"));
        if (waiting.size() == WAITING_MAX)
            return Future.failedFuture(new IOException("babeld is behind with requests"));
        Request request = new Request(line, Promise.promise());
        waiting.add(request);
        sendNext();
        return request.reply().future();
    }

    /** Whether a reply is awaited. */
    boolean isBusy() {
        return inFlight != null;
    }

    /** babeld has replied. */
    void replied(String reply) {
        Request answered = inFlight;
        inFlight = null;
        if (answered != null) answered.reply().complete(reply);
        sendNext();
    }

    /** The connection is over. */
    void close() {
        closed = true;
        IOException away = new IOException("babeld went away");
        if (inFlight != null) inFlight.reply().tryFail(away);
        inFlight = null;
        waiting.forEach(request -> request.reply().tryFail(away));
        waiting.clear();
    }

    private void sendNext() {
        if (inFlight != null || closed) return;
        Request next = waiting.poll();
        if (next == null) return;
        inFlight = next;
        connection.accept(next.line() + "\n");
    }
}
