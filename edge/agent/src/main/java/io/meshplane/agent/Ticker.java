package io.meshplane.agent;

import io.meshplane.agent.domain.SampleSchedule;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Calls at whole multiples of an interval of the monotonic clock, on the context that started it (rules: {@link SampleSchedule}).
 */
final class Ticker {
    private final Vertx vertx;
    private final BooleanSupplier tick;
    private final AtomicLong missed = new AtomicLong();
    private SampleSchedule schedule;
    private long timer;
    private boolean stopped;

    private Ticker(Vertx vertx, Duration interval, BooleanSupplier tick) {
        this.vertx = vertx;
        this.tick = tick;
        this.schedule = SampleSchedule.begin(interval, System.nanoTime());
    }

    /**
     * Starts one.
     *
     * @param tick must not block; false = it could not be done, which is counted as missed
     */
    static Ticker start(Vertx vertx, Duration interval, BooleanSupplier tick) {
        Ticker ticker = new Ticker(vertx, interval, tick);
        ticker.sleep(ticker.schedule.waitNanos(System.nanoTime()));
        return ticker;
    }

    /** Times at which nothing was done since the start; from any thread. */
    long missed() {
        return missed.get();
    }

    /** Calls no more; on the context that started it. */
    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void sleep(long nanos) {
        timer = vertx.setTimer(nanos / 1_000_000 + 1, _ -> wake());
    }

    private void wake() {
        if (stopped) return;
        SampleSchedule.Wake wake = schedule.wake(System.nanoTime());
        schedule = wake.next();
        if (wake.due() && !tick.getAsBoolean()) schedule = schedule.miss();
        missed.set(schedule.missed());
        sleep(wake.waitNanos());
    }
}
