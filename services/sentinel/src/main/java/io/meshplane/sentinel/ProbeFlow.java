package io.meshplane.sentinel;

import io.meshplane.platform.event.EventPublisher;
import io.meshplane.sentinel.adapter.probe.ProbeResult;
import io.meshplane.sentinel.adapter.probe.Prober;
import io.meshplane.sentinel.domain.Member;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.RecheckRules;
import io.meshplane.sentinel.domain.Thresholds;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** This instance as a vantage point: looks at every member of every pool once a period and says what it saw. */
@ApplicationScoped
public class ProbeFlow {
    /** A period is cut into so many slots and members are spread over them, so that probes come in no bursts. */
    private static final int SLOTS = 10;
    /** Room for a million probes per millisecond of start time, so that sequences grow over restarts too. */
    private static final int SEQUENCE_BITS = 20;

    private static final int PATIENCE_PERIODS = 5;
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(ProbeFlow.class);

    private final Pools pools;
    private final Prober prober;
    private final String vantage;
    private final Duration slot;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Duration recheckAfter;
    private final Map<String, Row> rows = new HashMap<>(); // by member; guarded by this
    private final Duration patience;
    private final Semaphore permits;
    private final ObservationQueue queue;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("probe-ticker").factory());

    private @Nullable Future<?> ticking;
    private int tick;
    private long sequence; // of the newest observation; guarded by this
    private volatile Instant lastTick;
    private volatile Instant lastLook; // ended, or there was nothing to look at

    /**
     * What this instance saw of a member.
     *
     * @param look how many times it looked
     * @param failures in a row
     */
    private record Row(long look, int failures) {
        static final Row NONE = new Row(0, 0);
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
        this.slot = config.probe().period().dividedBy(SLOTS);
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
        ticking = ticker.scheduleAtFixedRate(this::tick, slot.toNanos(), slot.toNanos(), TimeUnit.NANOSECONDS);
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
            tick = (tick + 1) % SLOTS;
            if (tick == 0) forgetTheGone();
            for (Pool pool : pools.all()) {
                for (Member member : pool.members()) {
                    int itsSlot = Math.floorMod(Objects.hash(pool.key(), member.name()), SLOTS);
                    if (itsSlot == tick) start(() -> run(pool, member));
                }
            }
        } catch (RuntimeException e) { // an executor that sees it would never tick again
            LOG.errorf("probes of a slot left out failure=%s", e.toString());
        }
    }

    private synchronized void forgetTheGone() {
        if (rows.isEmpty()) return;
        Set<String> known = new HashSet<>();
        for (Pool pool : pools.all()) {
            for (Member member : pool.members()) known.add(HealthEvents.key(pool.key(), member.name()));
        }
        rows.keySet().retainAll(known);
    }

    /** A look that may be interrupted. */
    @FunctionalInterface
    private interface Look {
        void take() throws InterruptedException;
    }

    private void start(Look look) {
        if (!permits.tryAcquire()) {
            count("left_out", "concurrency");
            return;
        }
        Thread.ofVirtual().name("probe").start(() -> {
            try {
                look.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                permits.release();
            }
        });
    }

    /**
     * Probes, and after a failure again at once, until the verdict of this instance is clear. The other members are probed in
     * between: only who reaches them meanwhile is believed.
     */
    private void run(Pool pool, Member member) throws InterruptedException {
        int failures = probe(pool, member);
        if (failures == 1) {
            for (Member other : pool.members()) if (!other.equals(member)) start(() -> probe(pool, other));
        }
        while (RecheckRules.isRecheckedAtOnce(failures, pool.thresholds())) {
            Thread.sleep(recheckAfter);
            failures = probe(pool, member);
        }
    }

    /** @return failures in a row, this one included */
    private int probe(Pool pool, Member member) throws InterruptedException {
        ProbeResult result = prober.look(member);
        switch (result) {
            case ProbeResult.Passed ignored -> count("success", "none");
            case ProbeResult.Failed(ProbeResult.Reason reason, String detail) ->
                count("failure", reason.name().toLowerCase(Locale.ROOT));
        }
        return tell(pool, member, result);
    }

    /** Numbers are given and observations queued in one order. */
    private synchronized int tell(Pool pool, Member member, ProbeResult result) {
        String target = HealthEvents.key(pool.key(), member.name());
        lastLook = clock.instant();
        Row before = rows.getOrDefault(target, Row.NONE);
        boolean success = result instanceof ProbeResult.Passed;
        Row row = new Row(before.look() + 1, success ? 0 : Math.min(before.failures() + 1, Thresholds.IN_A_ROW_MAX));
        rows.put(target, row);
        queue.add(HealthEvents.observed(
                pool.key(), member.name(), vantage, result, clock.instant(), ++sequence, row.look()));
        return row.failures();
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
