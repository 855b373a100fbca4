package io.meshplane.sentinel.alert;

import io.meshplane.contracts.event.AlertSignalled;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.AlertRules;
import io.meshplane.sentinel.domain.alert.AlertSettings;
import io.meshplane.sentinel.domain.alert.EscalationRules;
import io.meshplane.sentinel.domain.alert.Signal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signals in, pages out. Of all instances one does this ({@link Pager}); what it decides is on {@code alerts.v1} before anybody is
 * paged, so the next one goes on where it stopped.
 */
@ApplicationScoped
public class PagerFlow {
    private static final Logger LOG = Logger.getLogger(PagerFlow.class);
    private static final Duration BETWEEN_REWRITES = Duration.ofSeconds(5);
    private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(10);

    private final Pager pager;
    private final AlertTable alerts;
    private final AlertSettingsTable settings;
    private final PoolWatch pools;
    private final PageDelivery delivery;
    private final DeadMansSwitch deadMan;
    private final AlertConfig config;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pager").factory());

    private @Nullable Future<?> ticking;
    private long rewrittenNanos = System.nanoTime(); // the ticker's own, as the next
    private long clearedNanos = System.nanoTime();

    PagerFlow(
            Pager pager,
            AlertTable alerts,
            AlertSettingsTable settings,
            PoolWatch pools,
            PageDelivery delivery,
            DeadMansSwitch deadMan,
            AlertConfig config,
            InstantSource clock,
            MeterRegistry meters) {
        this.pager = pager;
        this.alerts = alerts;
        this.settings = settings;
        this.pools = pools;
        this.delivery = delivery;
        this.deadMan = deadMan;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
        meters.gauge("sentinel.alerts.open", this, flow -> flow.count(Alert::isOpen));
        meters.gauge("sentinel.alerts.exhausted", this, flow -> flow.count(flow::isExhausted));
    }

    void start(@Observes StartupEvent event) {
        long nanos = config.every().toNanos();
        ticking = ticker.scheduleWithFixedDelay(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        if (ticking != null) ticking.cancel(true);
        ticker.shutdownNow();
    }

    /** Whether what is needed to decide has been read. */
    public boolean isReady() {
        return alerts.isCaughtUp() && settings.isCaughtUp();
    }

    /** Takes a signal in; completes once Kafka has what came of it. */
    public Uni<Void> handle(Event<AlertSignalled> event) {
        if (!isReady()) return Uni.createFrom().failure(new IllegalStateException("alerts are still being read"));
        AlertKey key = AlertKey.parse(event.key());
        if (key.equals(DeadMansSwitch.BEAT)) return deadMan.cameRound();
        Signal signal = AlertEvents.toSignal(event.value());
        String id = event.id().value();
        Instant now = now();
        meters.counter("sentinel.alerts.signals", "outcome", outcome(signal)).increment();
        return alerts.change(key, known -> AlertRules.take(known, key, signal, id, now));
    }

    private static String outcome(Signal signal) {
        return switch (signal) {
            case Signal.Firing ignored -> "firing";
            case Signal.Cleared ignored -> "cleared";
            case Signal.Acknowledged ignored -> "acknowledged";
        };
    }

    /** As Kafka keeps it: what was written must be equal to what comes back. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void tick() {
        try {
            if (!pager.mayDecide() || !isReady()) return;
            Instant now = now();
            pools.look(now);
            for (Alert alert : alerts.live()) {
                AlertSettings wanted = settings.of(alert.key().network());
                alerts.changeSoon(
                        alert.key(), known -> known == null ? null : EscalationRules.advance(known, wanted, now));
            }
            delivery.deliver(now);
            deadMan.roundEnded();
            tidy(now);
        } catch (RuntimeException e) { // an executor that sees it would never tick again
            LOG.error("round of paging left out", e);
        }
    }

    private void tidy(Instant now) {
        long nanos = System.nanoTime();
        if (nanos - rewrittenNanos > BETWEEN_REWRITES.toNanos()) {
            rewrittenNanos = nanos;
            alerts.rewrite();
        }
        if (nanos - clearedNanos > BETWEEN_CLEARINGS.toNanos()) {
            clearedNanos = nanos;
            alerts.all().stream()
                    .filter(alert -> !alert.isLive() && isOld(alert, now))
                    .forEach(alert -> alerts.remove(alert.key()));
        }
    }

    private boolean isOld(Alert alert, Instant now) {
        return alert.episode().ending() != null
                && alert.episode().ending().at().plus(config.keptFor()).isBefore(now);
    }

    private double count(Predicate<Alert> which) {
        return pager.isAssigned() ? alerts.all().stream().filter(which).count() : 0;
    }

    private boolean isExhausted(Alert alert) {
        return EscalationRules.isExhausted(alert, settings.of(alert.key().network()));
    }
}
