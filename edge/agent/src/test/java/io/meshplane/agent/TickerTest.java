package io.meshplane.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplane.testkit.Await;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void callsInTheFirstHalfOfAnIntervalOnly() {
        List<Long> lateNanos = new CopyOnWriteArrayList<>();
        vertx.runOnContext(_ -> Ticker.start(vertx, INTERVAL, () -> {
            lateNanos.add(Math.floorMod(System.nanoTime(), INTERVAL.toNanos()));
            return true;
        }));

        Await.until("calls", DEADLINE, () -> lateNanos.size() >= 20);

        long inTime = lateNanos.stream()
                .filter(late -> late <= INTERVAL.toNanos() / 2 + 5_000_000)
                .count();
        assertThat(inTime).isGreaterThanOrEqualTo(lateNanos.size() / 2);
    }

    @Test
    void countsWhatCouldNotBeDone() {
        AtomicInteger calls = new AtomicInteger();
        CopyOnWriteArrayList<Ticker> ticker = new CopyOnWriteArrayList<>();
        vertx.runOnContext(_ -> ticker.add(Ticker.start(vertx, INTERVAL, () -> calls.incrementAndGet() < 0)));

        Await.until("calls", DEADLINE, () -> calls.get() >= 5);

        Await.until("they are counted", DEADLINE, () -> ticker.getFirst().missed() >= 5);
    }

    @Test
    void callsNoMoreOnceItIsStopped() {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger after = new AtomicInteger(-1);
        CopyOnWriteArrayList<Ticker> ticker = new CopyOnWriteArrayList<>();
        vertx.runOnContext(_ -> ticker.add(Ticker.start(vertx, INTERVAL, () -> {
            if (after.get() >= 0) after.incrementAndGet();
            if (calls.incrementAndGet() == 3) {
                ticker.getFirst().stop();
                after.set(0);
            }
            return true;
        })));
        Await.until("it was stopped", DEADLINE, () -> after.get() == 0);

        AtomicInteger later = new AtomicInteger();
        vertx.setPeriodic(20, _ -> later.incrementAndGet());
        Await.until("time went by", DEADLINE, () -> later.get() >= 5);

        assertThat(after).hasValue(0);
    }
}
