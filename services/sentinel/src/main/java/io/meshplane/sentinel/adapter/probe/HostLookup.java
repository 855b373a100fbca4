package io.meshplane.sentinel.adapter.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Names to addresses with a deadline: the system's resolver has none, so it works on a few threads of its own. */
final class HostLookup implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int WAITING_MAX = 256;

    private final ThreadPoolExecutor resolvers = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
                Thread thread = new Thread(task, "host-lookup");
                thread.setDaemon(true);
                return thread;
            });

    HostLookup() {
        resolvers.allowCoreThreadTimeOut(true);
    }

    /** @throws UnknownHostException also when the deadline passes or too many look-ups wait */
    List<InetAddress> find(String host, Duration deadline) throws UnknownHostException, InterruptedException {
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException itIsAName) {
            return ask(host, deadline);
        }
    }

    private List<InetAddress> ask(String host, Duration deadline) throws UnknownHostException, InterruptedException {
        Future<InetAddress[]> answer;
        try {
            answer = resolvers.submit(() -> InetAddress.getAllByName(host));
        } catch (RejectedExecutionException e) {
            throw new UnknownHostException("too many look-ups wait");
        }
        try {
            return List.of(answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UnknownHostException("no answer for " + host + " in time");
        } catch (ExecutionException e) {
            throw new UnknownHostException("no address of " + host);
        }
    }

    @Override
    public void close() {
        resolvers.shutdownNow();
    }
}
