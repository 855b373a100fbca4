package io.meshplane.agent.adapter.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The address of one host: asked for off the event loop, with a deadline, and not more often than needed: a question may cost as
 * much as an upload. While the resolver hangs or fails, the last good address holds.
 */
final class HostAddresses {
    /** How names are looked up; may block for as long as it likes. */
    interface Resolver {
        InetAddress resolve(String host) throws UnknownHostException;
    }

    private static final long FRESH_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Vertx vertx;
    private final String host;
    private final Resolver resolver;
    private final long deadlineMs;
    private @Nullable InetAddress lastGood;
    private long lastGoodNanos;
    private @Nullable Promise<InetAddress> asking;

    HostAddresses(Vertx vertx, String host, Resolver resolver, long deadlineMs) {
        this.vertx = vertx;
        this.host = host;
        this.resolver = resolver;
        this.deadlineMs = deadlineMs;
    }

    /** The address, after the deadline at the latest; fails only if there never was one. */
    Future<InetAddress> address() {
        InetAddress known;
        Future<InetAddress> answer;
        synchronized (this) {
            known = lastGood;
            boolean fresh = System.nanoTime() - lastGoodNanos < FRESH_NANOS;
            // who comes while somebody waits for the resolver already does not wait as well
            if (known != null && (fresh || asking != null)) return Future.succeededFuture(known);
            answer = ask();
        }
        Future<InetAddress> timely = answer.timeout(deadlineMs, TimeUnit.MILLISECONDS);
        return known == null ? timely : timely.otherwise(known);
    }

    /** A connection could not be made, or has ended: the address is asked for again before it is used again. */
    synchronized void doubt() {
        lastGoodNanos = System.nanoTime() - FRESH_NANOS;
    }

    /** One question at a time, however long it takes: a resolver that hangs costs one thread. */
    private synchronized Future<InetAddress> ask() {
        Promise<InetAddress> open = asking;
        if (open != null) return open.future();
        Promise<InetAddress> promise = Promise.promise();
        asking = promise;
        var context = vertx.getOrCreateContext();
        Thread.ofPlatform().daemon().name("resolver").start(() -> {
            try {
                InetAddress found = resolver.resolve(host);
                keep(found);
                context.runOnContext(_ -> promise.complete(found));
            } catch (UnknownHostException | RuntimeException e) {
                answered();
                context.runOnContext(_ -> promise.fail(e));
            }
        });
        return promise.future();
    }

    private synchronized void keep(InetAddress found) {
        lastGood = found;
        lastGoodNanos = System.nanoTime();
        asking = null;
    }

    private synchronized void answered() {
        asking = null;
    }
}
