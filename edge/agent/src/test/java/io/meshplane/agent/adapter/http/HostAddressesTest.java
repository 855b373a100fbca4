package io.meshplane.agent.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.meshplane.testkit.Await;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostAddressesTest {
    private final Vertx vertx = Vertx.vertx();
    private final InetAddress one = InetAddress.ofLiteral("192.0.2.1");
    private final InetAddress two = InetAddress.ofLiteral("192.0.2.2");
    private final CountDownLatch hang = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();
    private volatile HostAddresses.Resolver resolver = _ -> one;

    @AfterEach
    void stop() {
        hang.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void asksOnceForAWhile() throws Exception {
        HostAddresses addresses = addresses();

        assertThat(get(addresses)).isEqualTo(one);
        assertThat(get(addresses)).isEqualTo(one);

        assertThat(questions).hasValue(1);
    }

    @Test
    void keepsTheLastGoodAddressWhileTheResolverHangs() throws Exception {
        HostAddresses addresses = addresses();
        get(addresses);
        resolver = _ -> {
            hangs();
            return two;
        };
        addresses.doubt();

        for (int i = 0; i < 5; i++) assertThat(get(addresses)).isEqualTo(one);

        assertThat(questions).hasValue(2); // one hangs, and no other is asked beside it
        hang.countDown();
        Await.until(
                "its answer in the end",
                Duration.ofSeconds(20),
                () -> get(addresses).equals(two));
    }

    @Test
    void keepsTheLastGoodAddressWhileTheResolverFails() throws Exception {
        HostAddresses addresses = addresses();
        get(addresses);
        resolver = host -> {
            throw new UnknownHostException(host);
        };
        addresses.doubt();

        assertThat(get(addresses)).isEqualTo(one);
    }

    @Test
    void givesUpAfterTheDeadlineWhereThereNeverWasAnAddress() {
        resolver = _ -> {
            hangs();
            return one;
        };

        assertThat(catchThrowable(() -> get(addresses()))).hasRootCauseInstanceOf(TimeoutException.class);
    }

    private void hangs() {
        try {
            hang.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HostAddresses addresses() {
        HostAddresses.Resolver counting = host -> {
            questions.incrementAndGet();
            return resolver.resolve(host);
        };
        return new HostAddresses(vertx, "ingest.test", counting, 100);
    }

    private static InetAddress get(HostAddresses addresses) throws Exception {
        return addresses.address().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
