package io.meshplane.sentinel.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.adapter.page.PageSender;
import io.meshplane.sentinel.adapter.page.Sent;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.HeartbeatRules;
import io.meshplane.sentinel.domain.alert.HeartbeatRules.Beats;
import io.meshplane.sentinel.domain.alert.HeartbeatRules.Outcome;
import io.meshplane.sentinel.domain.alert.Severity;
import io.meshplane.sentinel.domain.alert.Signal;
import io.meshplane.sentinel.domain.alert.Subject;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells an external watchman that somebody would be paged. Each beat goes the way of an alert first, onto Kafka and back into the flow that
 * pages: a service that is there and pages nobody sends none.
 */
@ApplicationScoped
public class DeadMansSwitch {
    /** The signal that only comes round: it opens nothing and ends nothing. */
    static final AlertKey BEAT = new AlertKey(new NetworkId("house"), "dead-mans-switch:beat");

    private static final String FINGERPRINT = "dead-mans-switch";
    private static final Logger LOG = Logger.getLogger(DeadMansSwitch.class);

    private final AlertSignals signals;
    private final HouseAlerts house;
    private final PageSender sender;
    private final Optional<URI> url;
    private final long periodNanos;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private Beats beats = Beats.WELL; // guarded by this, as is the next
    private long nextNanos = System.nanoTime();

    DeadMansSwitch(
            AlertSignals signals,
            HouseAlerts house,
            PageSender sender,
            AlertConfig config,
            InstantSource clock,
            MeterRegistry meters) {
        this.signals = signals;
        this.house = house;
        this.sender = sender;
        this.url = config.deadMan().url().map(URI::create);
        this.periodNanos = config.deadMan().period().toNanos();
        this.clock = clock;
        this.meters = meters;
    }

    /** A round of paging ended well: sends a beat on its way if it is time. */
    void roundEnded() {
        if (url.isEmpty() || !isTime()) return;
        signals.tell(BEAT, new Signal.Cleared("a beat"))
                .subscribe()
                .with(_ -> LOG.debug("beat on its way"), failure -> {
                    LOG.warnf("beat not on its way failure=%s", failure.toString());
                    count("stuck");
                });
    }

    private synchronized boolean isTime() {
        long nanos = System.nanoTime();
        if (nanos - nextNanos < 0) return false;
        nextNanos = nanos + periodNanos;
        return true;
    }

    /** A beat has come round: now it may go out. Completes at once, since the watchman may be slow. */
    Uni<Void> cameRound() {
        url.ifPresent(watchman -> sender.beat(watchman).subscribe().with(this::settle));
        return Uni.createFrom().voidItem();
    }

    private void settle(Sent sent) {
        boolean arrived = switch (sent) {
            case Sent.Delivered ignored -> true;
            case Sent.Failed(String why) -> {
                LOG.warnf("dead man's switch not reached failure=%s", why);
                yield false;
            }
        };
        count(arrived ? "delivered" : "failed");
        Outcome outcome;
        synchronized (this) {
            outcome = HeartbeatRules.after(beats, arrived);
            beats = outcome.next();
        }
        tell(outcome.told())
                .subscribe()
                .with(
                        _ -> LOG.debugf("dead man's switch told=%s", outcome.told()),
                        failure -> LOG.warnf("alert not told failure=%s", failure.toString()));
    }

    private Uni<Void> tell(HeartbeatRules.Told told) {
        String cause = "beat at " + clock.millis();
        return switch (told) {
            case NOTHING -> Uni.createFrom().voidItem();
            case FIRING ->
                house.fire(
                        FINGERPRINT,
                        Subject.of(
                                Severity.WARNING,
                                "sentinel",
                                "the dead man's switch is not reached: nobody would notice if this service died",
                                Map.of("alertname", "DeadMansSwitchUnreachable")),
                        cause);
            case CLEARED -> house.clear(FINGERPRINT, "it is reached again", cause);
        };
    }

    private void count(String outcome) {
        meters.counter("sentinel.dead.man.beats", "outcome", outcome, "reason", "none")
                .increment();
    }
}
