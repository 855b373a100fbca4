package io.meshplane.bench.telemetry.ingest;

import io.meshplane.bench.stack.HttpConnection;
import io.meshplane.bench.stack.HttpConnection.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends a spool to a server: each node on a connection of its own, as agents keep one, or with a few others on one where there are
 * very many nodes. A node sends its uploads in order, one at a time.
 */
final class Load {
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_REPEATS = 200;
    private static final long REPEAT_AFTER_MS = 20;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** Says which header lines prove who a node is. */
    interface Identity {
        String lines(int node);
    }

    private final Spool spool;
    private final Door door;
    private final int port;
    private final Identity identity;
    private final AtomicLong repeats = new AtomicLong();

    Load(Spool spool, Door door, int port, Identity identity) {
        this.spool = spool;
        this.door = door;
        this.port = port;
        this.identity = identity;
    }

    /** Requests that had to be sent again, as the server had too much to do. */
    long repeats() {
        return repeats.get();
    }

    int connections() {
        return Math.min(MAX_CONNECTIONS, spool.nodeCount());
    }

    /**
     * Sends all uploads from one minute (inclusive) to another (exclusive) and waits for all answers.
     *
     * @throws RefusedException if one is not taken
     */
    void send(int from, int to) throws RefusedException, IOException, InterruptedException {
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections(); i++) {
                int first = i;
                running.add(senders.submit(() -> {
                    share(first, from, to);
                    return null;
                }));
            }
            for (Future<?> sender : running) sender.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RefusedException refused) throw refused;
            throw new IOException(door.title() + ": " + failed.getCause(), failed.getCause());
        }
    }

    private void share(int first, int from, int to) throws IOException, RefusedException, InterruptedException {
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int minute = from; minute < to; minute++) {
                for (int node = first; node < spool.nodeCount(); node += connections()) {
                    upload(connection, node, spool.body(node, minute));
                }
            }
        }
    }

    private void upload(HttpConnection connection, int node, byte[] body)
            throws IOException, RefusedException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            Answer answer = connection.post(door.path(), door.headers() + identity.lines(node), body);
            if (answer.isSuccess()) return;
            boolean busy = answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE;
            if (!busy || attempt == MAX_REPEATS) throw new RefusedException(answer);
            repeats.incrementAndGet();
            Thread.sleep(REPEAT_AFTER_MS);
        }
    }
}
