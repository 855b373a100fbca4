package io.meshplane.sentinel;

import io.meshplane.platform.event.EventPublisher;
import io.meshplane.sentinel.adapter.probe.ProbeResult;
import io.meshplane.sentinel.adapter.probe.TcpProbe;
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
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** This instance as a vantage point: looks at every member of every pool once a period and says what it saw. */
@ApplicationScoped
public class ProbeFlow {
    /** A period is cut into so many slots and members are spread over them, so that probes come in no bursts. */
    private static final int SLOTS = 10;
    /** Room for a million probes per millisecond of start time, so that sequences grow over restarts too. */
    private static final int SEQUENCE_BITS = 20;

    private static final Logger LOG = Logger.getLogger(ProbeFlow.class);

    private final Pools pools;
    private final TcpProbe probe;
    private final String vantage;
    private final Duration slot;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Duration recheckAfter;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>(); // in a row, by member
    private final Semaphore permits;
    private final ObservationQueue queue;
    private final AtomicLong sequence;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("probe-ticker").factory());

    private @Nullable Future<?> ticking;
    private int tick;
    private volatile Instant lastTick;

    ProbeFlow(
            Pools pools,
            TcpProbe probe,
            SentinelConfig config,
            EventPublisher publisher,
            InstantSource clock,
            MeterRegistry meters) {
        this.pools = pools;
        this.probe = probe;
        this.vantage = config.vantage();
        this.slot = config.probe().period().dividedBy(SLOTS);
        this.recheckAfter = config.probe().recheckAfter();
        this.clock = clock;
        this.meters = meters;
        this.permits = new Semaphore(config.probe().concurrency());
        this.queue = new ObservationQueue(publisher::publish, this::count);
        this.lastTick = clock.instant();
        this.sequence = new AtomicLong(lastTick.toEpochMilli() << SEQUENCE_BITS);
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

    private void tick() {
        try {
            lastTick = clock.instant();
            tick = (tick + 1) % SLOTS;
            if (tick == 0) forgetTheGone();
            for (Pool pool : pools.all()) {
                for (Member member : pool.members()) {
                    int itsSlot = Math.floorMod(Objects.hash(pool.key(), member.name()), SLOTS);
                    if (itsSlot == tick) start(pool, member);
                }
            }
        } catch (RuntimeException e) { // an executor that sees it would never tick again
            LOG.errorf("probes of a slot left out failure=%s", e.toString());
        }
    }

    private void forgetTheGone() {
        if (failures.isEmpty()) return;
        Set<String> known = new HashSet<>();
        for (Pool pool : pools.all()) {
            for (Member member : pool.members()) known.add(HealthEvents.key(pool.key(), member.name()));
        }
        failures.keySet().retainAll(known);
    }

    private void start(Pool pool, Member member) {
        if (!permits.tryAcquire()) {
            count("left_out", "concurrency");
            return;
        }
        Thread.ofVirtual().name("probe").start(() -> {
            try {
                run(pool, member);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                permits.release();
            }
        });
    }

    /** Probes, and after a failure again at once, until the verdict of this instance is clear. */
    private void run(Pool pool, Member member) throws InterruptedException {
        while (RecheckRules.isRecheckedAtOnce(probe(pool, member), pool.thresholds())) {
            Thread.sleep(recheckAfter);
        }
    }

    /** @return failures in a row, this one included */
    private int probe(Pool pool, Member member) throws InterruptedException {
        ProbeResult result = probe.connect(member.probeHost(), member.probePort());
        switch (result) {
            case ProbeResult.Connected ignored -> count("success", "none");
            case ProbeResult.Failed(ProbeResult.Reason reason, String detail) ->
                count("failure", reason.name().toLowerCase(Locale.ROOT));
        }
        queue.add(HealthEvents.observed(
                pool.key(), member.name(), vantage, result, clock.instant(), sequence.incrementAndGet()));
        String target = HealthEvents.key(pool.key(), member.name());
        if (result instanceof ProbeResult.Connected) {
            failures.remove(target);
            return 0;
        }
        return failures.merge(target, 1, (before, one) -> Math.min(before + one, Thresholds.IN_A_ROW_MAX));
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
