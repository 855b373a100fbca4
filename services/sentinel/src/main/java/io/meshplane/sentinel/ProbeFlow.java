package io.meshplane.sentinel;

import io.meshplane.platform.event.EventPublisher;
import io.meshplane.sentinel.adapter.probe.ProbeResult;
import io.meshplane.sentinel.adapter.probe.Prober;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This instance as a vantage point: looks at every member of every pool once a period and says what it saw. A look that fails, or
 * whose answer is late, is repeated at once, beside the first, until the verdict of this instance is clear: a process that hangs is
 * found in little more than one deadline. With a first failure the pool's other members are looked at, too: only who reaches them
 * meanwhile is believed.
 */
@ApplicationScoped
public class ProbeFlow {
    /** Room for a million probes per millisecond of start time, so that sequences grow over restarts too. */
    private static final int SEQUENCE_BITS = 20;

    private static final int PATIENCE_PERIODS = 5;
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(ProbeFlow.class);

    private final Pools pools;
    private final Prober prober;
    private final String vantage;
    private final ProbeSchedule schedule; // guarded by itself
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Duration recheckAfter;
    private final Set<Look> underWay = ConcurrentHashMap.newKeySet();
    private final Duration patience;
    private final Semaphore permits;
    private final ObservationQueue queue;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("probe-ticker").factory());

    private @Nullable Future<?> ticking;
    private int tick;
    private long poolsSeen = -1;
    private long sequence; // of the newest observation; guarded by this
    private volatile Instant lastTick;
    private volatile Instant lastLook; // ended, or there was nothing to look at

    /** A look that has begun, the first of a burst or one of those that follow. */
    private static final class Look {
        private final ProbeTarget target;
        private final int number;
        private final int failuresBefore;
        private final long begunNanos = System.nanoTime();
        private final long lateNanos;
        private final AtomicBoolean followed = new AtomicBoolean();

        Look(ProbeTarget target, int number, Duration recheckAfter) {
            this.target = target;
            this.number = number;
            this.failuresBefore = target.failuresInARow();
            this.lateNanos = target.late(recheckAfter).toNanos();
        }

        /** True once, if another look is to follow this one. */
        boolean mayBeFollowed() {
            return target.isRecheckedAtOnce(failuresBefore, number) && followed.compareAndSet(false, true);
        }

        boolean isLate(long nowNanos) {
            return nowNanos - begunNanos > lateNanos;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - begunNanos);
        }
    }

    ProbeFlow(
            Pools pools,
            Prober prober,
            SentinelConfig config,
            EventPublisher publisher,
            InstantSource clock,
            MeterRegistry meters) {
        this.pools = pools;
        this.prober = prober;
        this.vantage = config.vantage();
        this.schedule = new ProbeSchedule(config.probe().period());
        this.recheckAfter = config.probe().recheckAfter();
        this.clock = clock;
        this.meters = meters;
        this.permits = new Semaphore(config.probe().concurrency());
        this.queue = new ObservationQueue(publisher::publish, this::count);
        this.lastTick = clock.instant();
        this.lastLook = lastTick;
        this.patience = config.probe().period().multipliedBy(PATIENCE_PERIODS).plus(LEAST_PATIENCE);
        this.sequence = lastTick.toEpochMilli() << SEQUENCE_BITS;
        meters.gauge("sentinel.probe.lag.seconds", this, ProbeFlow::lagSeconds);
    }

    void start(@Observes StartupEvent event) {
        long slot = schedule.slot().toNanos();
        ticking = ticker.scheduleAtFixedRate(this::tick, slot, slot, TimeUnit.NANOSECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        if (ticking != null) ticking.cancel(true);
        ticker.shutdownNow();
    }

    /** Since the last slot began: a prober that died silently shows here. */
    private double lagSeconds() {
        return Duration.between(lastTick, clock.instant()).toMillis() / 1000.0;
    }

    /** Why this instance does not really look at members, in words; null = it does. */
    @Nullable String trouble() {
        Instant oldest = clock.instant().minus(patience);
        if (lastTick.isBefore(oldest)) return "no look was begun since " + lastTick;
        return pools.size() > 0 && lastLook.isBefore(oldest) ? "no look ended since " + lastLook : null;
    }

    private void tick() {
        try {
            lastTick = clock.instant();
            if (pools.size() == 0) lastLook = lastTick;
            tick = (tick + 1) % schedule.size();
            synchronized (schedule) {
                long changes = pools.changes();
                if (changes != poolsSeen) schedule.become(pools.all());
                poolsSeen = changes;
                for (ProbeTarget target : schedule.at(tick)) begin(target, 1);
            }
            followTheLate();
        } catch (RuntimeException e) { // an executor that sees it would never tick again
            LOG.errorf("probes of a slot left out failure=%s", e.toString());
        }
    }

    private void followTheLate() {
        long now = System.nanoTime();
        for (Look look : underWay) {
            if (look.isLate(now) && look.mayBeFollowed()) begin(look.target, look.number + 1);
        }
    }

    /** @param number in its burst, from 1 */
    private void begin(ProbeTarget target, int number) {
        if (!permits.tryAcquire()) {
            count("left_out", "concurrency");
            return;
        }
        Look look = new Look(target, number, recheckAfter);
        underWay.add(look);
        Thread.ofVirtual().name("probe").start(() -> {
            try {
                take(look);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                underWay.remove(look);
                permits.release();
            }
        });
    }

    private void take(Look look) throws InterruptedException {
        ProbeResult result = prober.look(look.target.member());
        underWay.remove(look);
        switch (result) {
            case ProbeResult.Passed ignored -> {
                count("success", "none");
                tell(look.target, result);
            }
            case ProbeResult.Failed(ProbeResult.Reason reason, String detail) -> {
                count("failure", reason.name().toLowerCase(Locale.ROOT));
                if (tell(look.target, result) == 1) compare(look.target);
                if (!look.mayBeFollowed()) return;
                Duration left = recheckAfter.minus(look.age());
                if (left.isPositive()) Thread.sleep(left);
                begin(look.target, look.number + 1);
            }
        }
    }

    /** One look at each of the others, without more. */
    private void compare(ProbeTarget failing) {
        synchronized (schedule) {
            for (ProbeTarget other : schedule.besides(failing)) {
                begin(other, other.pool().thresholds().failuresToDown());
            }
        }
    }

    /**
     * Numbers are given and observations queued in one order.
     *
     * @return failures in a row, this one included
     */
    private synchronized int tell(ProbeTarget target, ProbeResult result) {
        Instant now = clock.instant();
        lastLook = now;
        ProbeTarget.Seen seen = target.saw(result);
        queue.add(HealthEvents.observed(
                target.pool().key(), target.member().name(), vantage, result, now, ++sequence, seen.number()));
        return seen.failuresInARow();
    }

    private void count(String outcome, String reason) {
        meters.counter("sentinel.probes", "outcome", outcome, "reason", reason).increment();
    }

    private void count(ObservationQueue.Fate fate) {
        String outcome = fate.name().toLowerCase(Locale.ROOT);
        meters.counter("sentinel.observations.sent", "outcome", outcome, "reason", "none")
                .increment();
    }
}
