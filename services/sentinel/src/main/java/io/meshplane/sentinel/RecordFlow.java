package io.meshplane.sentinel;

import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.sentinel.adapter.dns.DnsProvider;
import io.meshplane.sentinel.adapter.dns.ReadOutcome;
import io.meshplane.sentinel.domain.BrakeRules;
import io.meshplane.sentinel.domain.DnsState;
import io.meshplane.sentinel.domain.DnsUpdate;
import io.meshplane.sentinel.domain.Policy;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.PoolState;
import io.meshplane.sentinel.domain.RecordNames;
import io.meshplane.sentinel.domain.RecordPlan;
import io.meshplane.sentinel.domain.RecordRules;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Keeps the records as they should be. It is driven by the observations of a pool, so it works for pools that this instance was
 * assigned, and stops when it hears nothing; a paused instance that wakes up late is stopped by the epoch. The work blocks on
 * DNS, so it happens on virtual threads beside the channel, one run per record and few in all.
 */
@ApplicationScoped
public class RecordFlow {
    private static final int RUNS_MAX = 16;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Logger LOG = Logger.getLogger(RecordFlow.class);

    private final DnsProvider server;
    private final RecordWriter writer;
    private final Pools pools;
    private final SwitchHistory switches;
    private final DnsContact contact;
    private final RecordFailures failures;
    private final VisibilityFlow visibility;
    private final EventPublisher publisher;
    private final RecordAlarms alarms;
    private final Duration reconcileEvery;
    private final double brakeShare;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<PoolKey, RecordProgress> progresses = new ConcurrentHashMap<>();
    private final Semaphore runs = new Semaphore(RUNS_MAX);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("dns-").factory());

    RecordFlow(
            DnsProvider server,
            Policy policy,
            Pools pools,
            SwitchHistory switches,
            DnsContact contact,
            VisibilityFlow visibility,
            EventPublisher publisher,
            RecordAlarms alarms,
            SentinelConfig config,
            InstantSource clock,
            MeterRegistry meters) {
        this.server = server;
        this.pools = pools;
        this.switches = switches;
        this.writer = new RecordWriter(server, policy, pools::exists, BETWEEN_LOOKS, this::brakeAllows);
        this.contact = contact;
        this.failures = new RecordFailures(contact);
        this.visibility = visibility;
        this.publisher = publisher;
        this.alarms = alarms;
        this.reconcileEvery = config.dns().reconcileEvery();
        this.brakeShare = config.dns().brakeShare();
        this.clock = clock;
        this.meters = meters;
        meters.gauge("sentinel.pools.unserved", this, RecordFlow::unserved);
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    private double unserved() {
        progresses.keySet().removeIf(pool -> !pools.exists(pool)); // deleted elsewhere
        return progresses.values().stream().filter(RecordProgress::isPaged).count();
    }

    private boolean brakeAllows(Pool pool, Instant now) {
        List<Pool> zone = pools.all().stream()
                .filter(other -> other.zone().equals(pool.zone()))
                .toList();
        List<Instant> lastSwitches = zone.stream()
                .map(other -> switches.lastChange(other.key()))
                .flatMap(Optional::stream)
                .toList();
        return BrakeRules.allows(zone.size(), lastSwitches, brakeShare, now);
    }

    /**
     * A pool was heard of: looks after its record if there is something to do, and returns at once.
     *
     * @param changed whether somebody's health did; else a moment's delay costs nobody anything, and most observations say nothing new
     */
    void consider(Pool pool, PoolState health, boolean changed) {
        RecordProgress progress = progresses.computeIfAbsent(pool.key(), key -> new RecordProgress());
        Instant now = clock.instant();
        if (!progress.isToBeConsidered(changed, now)) return;
        if (progress.page(RecordRules.isUnserved(pool, health, now))) {
            LOG.errorf("PAGE no member is up, the last answer stays pool=%s record=%s", pool.key(), pool.record());
        }
        if (progress.isRunning() || !progress.mayTryAt(now)) return;
        if (!isDue(pool, health, progress, now)) {
            progress.nothingToDo();
            return;
        }
        if (!runs.tryAcquire()) return; // the next observation comes soon
        if (!progress.begin()) {
            runs.release();
            return;
        }
        threads.execute(() -> {
            try {
                run(pool, health, progress, now);
            } catch (RuntimeException e) {
                progress.failed(null, now);
                LOG.errorf(e, "record not looked after pool=%s", pool.key());
            } finally {
                progress.end();
                runs.release();
            }
        });
    }

    private boolean isDue(Pool pool, PoolState health, RecordProgress progress, Instant now) {
        RecordProgress.Look look = progress.lastLook();
        if (look == null
                || progress.inDoubt() != null
                || !progress.unpublished().isEmpty()) return true;
        if (!now.isBefore(look.at().plus(reconcileEvery))) return true;
        if (visibility.reasonToSendAgain(pool.key()).isPresent()) return true;
        return switch (writer.plan(pool, health, look.dns(), progress.epochSeen(), now)) {
            case RecordPlan.Write ignored -> true;
            case RecordPlan.Keep ignored -> false;
            case RecordPlan.Hold ignored -> false;
            case RecordPlan.Edited ignored -> false;
            case RecordPlan.NotOurs ignored -> false;
        };
    }

    private void run(Pool pool, PoolState health, RecordProgress progress, Instant now) {
        RecordOutcome outcome = writer.bringToDesired(pool, health, progress.epochSeen(), progress.inDoubt(), now);
        if (outcome instanceof RecordOutcome.Kept(var dns)) outcome = sendAgainIfUnseen(pool, dns, progress, now);
        boolean drift = outcome instanceof RecordOutcome.Written(var dns, RecordPlan.Write write) && write.drift();
        meters.counter("sentinel.records", "outcome", outcome.tag(), "reason", drift ? "drift" : "none")
                .increment();
        settle(pool, outcome, progress, now);
        alarms.settled(pool, outcome);
        publish(progress);
    }

    private RecordOutcome sendAgainIfUnseen(Pool pool, DnsState kept, RecordProgress progress, Instant now) {
        Optional<String> reason = visibility.reasonToSendAgain(pool.key());
        if (reason.isEmpty()) return new RecordOutcome.Kept(kept);
        visibility.sentAgain(pool.key());
        return writer.sendAgain(pool, kept, progress.epochSeen(), reason.get(), now);
    }

    private void settle(Pool pool, RecordOutcome outcome, RecordProgress progress, Instant now) {
        switch (outcome) {
            case RecordOutcome.Kept(var dns) -> {
                visibility.follow(pool, dns);
                tellWhatNobodyTold(pool, dns, progress);
                answered(progress, dns, now);
            }
            case RecordOutcome.Held(var dns, String reason) -> {
                answered(progress, dns, now);
                LOG.debugf("record held pool=%s reason=%s", pool.key(), reason);
            }
            case RecordOutcome.Edited(var dns, String reason) -> {
                answered(progress, dns, now);
                LOG.warnf("record was edited from outside, left as it is pool=%s reason=%s", pool.key(), reason);
            }
            case RecordOutcome.NotOurs(var dns, String reason) -> {
                answered(progress, dns, now);
                LOG.warnf(
                        "record is not ours, left alone pool=%s record=%s reason=%s",
                        pool.key(), pool.record(), reason);
            }
            case RecordOutcome.Written(var dns, RecordPlan.Write write) -> {
                answered(progress, dns, now);
                visibility.follow(pool, dns);
                written(pool, write, progress);
            }
            case RecordOutcome.Failed failed -> {
                progress.failed(failed instanceof RecordOutcome.Unreachable lost ? lost.inDoubt() : null, now);
                failures.tell(pool, failed, now);
            }
        }
    }

    /** Whoever made this switch may have ended before Kafka had it. Its event has the same id, whoever tells it. */
    private void tellWhatNobodyTold(Pool pool, DnsState dns, RecordProgress progress) {
        if (progress.lastLook() == null || !progress.unpublished().isEmpty()) return; // the history may not be read yet
        dns.mark()
                .filter(mark -> switches.lastEpoch(pool.key()) < mark.switchEpoch())
                .ifPresent(mark -> {
                    LOG.infof("switch told that was not told pool=%s epoch=%d", pool.key(), mark.switchEpoch());
                    progress.toPublish(HealthEvents.found(pool.key(), dns, mark.switchEpoch(), clock.instant()));
                });
    }

    private void answered(RecordProgress progress, DnsState dns, Instant now) {
        progress.saw(dns, now);
        contact.answered(now);
    }

    private void written(Pool pool, RecordPlan.Write write, RecordProgress progress) {
        DnsUpdate update = write.update();
        if (write.drift()) LOG.warnf("record was edited from outside pool=%s reason=%s", pool.key(), write.reason());
        LOG.infof(
                "record written pool=%s record=%s before=%s after=%s epoch=%d reason=%s",
                pool.key(),
                update.record(),
                update.before().answers(),
                update.after().answers(),
                update.mark().epoch(),
                write.reason());
        if (update.isSwitch()) {
            progress.toPublish(HealthEvents.switched(pool.key(), update, write.reason(), clock.instant()));
        }
    }

    /** What Kafka does not take stays here and is tried again with the next look. */
    private void publish(RecordProgress progress) {
        List<Event<RecordSwitched>> events = progress.unpublished();
        if (events.isEmpty()) return;
        publisher
                .publishAll(events)
                .subscribe()
                .with(
                        done -> progress.published(events),
                        failure -> LOG.warnf("switch not published yet failure=%s", failure.toString()));
    }

    /** What the server answers for a record now. */
    Uni<ReadOutcome> look(RecordNames names) {
        return Uni.createFrom()
                .item(() -> {
                    if (!runs.tryAcquire()) return new ReadOutcome.Unanswered("too many look-ups are under way");
                    try {
                        return server.read(names);
                    } finally {
                        runs.release();
                    }
                })
                .runSubscriptionOn(threads);
    }

    /** See {@link RecordWriter#plan}, with the epochs that were seen here. */
    RecordPlan plan(Pool pool, PoolState health, DnsState dns) {
        long epochSeen = Optional.ofNullable(progresses.get(pool.key()))
                .map(RecordProgress::epochSeen)
                .orElse(0L);
        return writer.plan(pool, health, dns, epochSeen, clock.instant());
    }

    /** The last answer that was read for a pool's record here, if this instance looks after it. */
    Optional<RecordProgress.Look> lastLook(PoolKey pool) {
        return Optional.ofNullable(progresses.get(pool)).map(RecordProgress::lastLook);
    }

    void forget(PoolKey pool) {
        progresses.remove(pool);
        visibility.forget(pool);
    }
}
