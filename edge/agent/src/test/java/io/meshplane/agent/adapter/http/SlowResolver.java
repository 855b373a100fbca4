package io.meshplane.agent.adapter.http;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers no question before it is told to. */
public final class SlowResolver {
    private final CountDownLatch answering = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();

    /** A client that asks this resolver. */
    public Ingest client(Vertx vertx, URI base) {
        return new Ingest(vertx, base, null, 2, 2_000, InstantSource.system(), this::resolve);
    }

    public int questions() {
        return questions.get();
    }

    public void answer() {
        answering.countDown();
    }

    private InetAddress resolve(String host) throws UnknownHostException {
        questions.incrementAndGet();
        try {
            answering.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getLoopbackAddress();
    }
}
