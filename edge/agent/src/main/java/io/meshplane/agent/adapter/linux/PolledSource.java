package io.meshplane.agent.adapter.linux;

import io.meshplane.agent.SourceStatus;
import io.meshplane.agent.domain.SourceHealth;
import io.meshplane.agent.domain.SourceHealth.Decision;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a source at each tick, on a thread of its own, so that one that hangs holds nobody up (rules: {@link SourceHealth}).
 * A source that was slow the last time is not waited for: its values come with the next observation.
 */
final class PolledSource<T> {
    private static final Logger LOG = LoggerFactory.getLogger(PolledSource.class);

    /** Values older than so many intervals are not handed out. */
    private static final int FRESH_INTERVALS = 2;

    private final Source<T> source;
    private final SourceHealth.Policy policy;
    private final long intervalMs;
    private final ThreadFactory threads;
    private SourceHealth health = SourceHealth.unknown();
    private SourceStatus.State state = SourceStatus.State.LATE;
    private String detail = "";
    private boolean slow;
    private @Nullable Thread running;
    private CountDownLatch done = new CountDownLatch(0);
    private @Nullable T fresh;
    private long freshSinceMs;

    PolledSource(Source<T> source, Duration interval, Duration deadline) {
        this.source = source;
        this.policy = new SourceHealth.Policy(deadline, interval, Duration.ofMinutes(1));
        this.intervalMs = interval.toMillis();
        this.threads = Thread.ofPlatform()
                .daemon()
                .name("source-" + source.name() + "-", 0)
                .factory();
    }

    String name() {
        return source.name();
    }

    /** Begins to look, unless it does so still or waits after failures. */
    synchronized void tick(long nowMs) {
        Decision decision = health.tick(nowMs, policy);
        health = decision.next();
        if (decision.action() == SourceHealth.Action.GIVE_UP) {
            giveUp();
            decision = health.tick(nowMs, policy);
            health = decision.next();
        }
        if (decision.action() != SourceHealth.Action.START) return;
        int attempt = health.attempt();
        done = new CountDownLatch(1);
        CountDownLatch mine = done;
        running = threads.newThread(() -> attempt(attempt, mine));
        running.start();
    }

    /**
     * Waits for the look that was begun, if the source is one that answers in time.
     *
     * @param untilMs not longer
     */
    void await(long untilMs) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            if (slow) return;
            latch = done;
        }
        boolean inTime = latch.await(Math.max(0, untilMs - nowMs()), TimeUnit.MILLISECONDS);
        if (!inTime) {
            synchronized (this) {
                slow = true;
            }
        }
    }

    /** The latest values, once; empty if there are none since the last call or they are old. */
    synchronized Optional<T> take(long nowMs) {
        T taken = fresh;
        fresh = null;
        boolean old = nowMs - freshSinceMs > FRESH_INTERVALS * intervalMs;
        return taken == null || old ? Optional.empty() : Optional.of(taken);
    }

    synchronized SourceStatus status(long nowMs) {
        Long age = health.ageSeconds(nowMs);
        boolean old = age != null && age * 1000 > (FRESH_INTERVALS + 1) * intervalMs;
        SourceStatus.State shown = state == SourceStatus.State.UP && old ? SourceStatus.State.LATE : state;
        return new SourceStatus(source.name(), shown, detail, age);
    }

    /** Interrupts what runs. */
    synchronized void stop() {
        if (running != null) running.interrupt();
    }

    /** Of the clock that {@link #tick} is told; does not go back. */
    static long nowMs() {
        return System.nanoTime() / 1_000_000;
    }

    private void giveUp() {
        if (running != null) running.interrupt();
        slow = true;
        enter(SourceStatus.State.LATE, "no answer within " + policy.deadline().toMillis() + " ms");
    }

    private void attempt(int number, CountDownLatch latch) {
        long startedMs = nowMs();
        T values = null;
        SourceStatus.State outcome = SourceStatus.State.UP;
        String reason = "";
        try {
            values = source.look();
        } catch (SourceAbsentException e) {
            outcome = SourceStatus.State.ABSENT;
            reason = String.valueOf(e.getMessage());
        } catch (IOException | InterruptedException | RuntimeException e) {
            outcome = SourceStatus.State.FAILED;
            reason = String.valueOf(e.getMessage());
        }
        ended(number, startedMs, values, outcome, reason);
        latch.countDown();
    }

    private synchronized void ended(
            int number, long startedMs, @Nullable T values, SourceStatus.State outcome, String reason) {
        boolean counts = health.awaits(number);
        health = health.ended(number, values != null, nowMs(), policy);
        if (!counts) return;
        running = null;
        if (values != null) {
            fresh = values;
            freshSinceMs = startedMs;
            if (nowMs() - startedMs < LinuxRouter.WAIT_MS) slow = false;
        }
        enter(outcome, reason);
    }

    /** Said once, when the state changes. */
    private void enter(SourceStatus.State next, String reason) {
        boolean changed = next != state || !detail.equals(reason);
        boolean first = health.lastGoodMs() == null || state != SourceStatus.State.UP || next != SourceStatus.State.UP;
        state = next;
        detail = reason;
        if (!changed || !first) return;
        switch (next) {
            case UP -> LOG.info("a source gives values source={}", source.name());
            case ABSENT -> LOG.info("a source is not there source={} reason={}", source.name(), reason);
            case LATE, FAILED -> LOG.warn("a source gives no values source={} reason={}", source.name(), reason);
        }
    }
}
