package io.meshplane.sentinel.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.DrillTerms;
import io.meshplane.sentinel.domain.alert.Incident;
import io.meshplane.sentinel.domain.alert.IncidentRules;
import io.meshplane.sentinel.domain.alert.PoolConditions;
import io.meshplane.sentinel.domain.alert.Severity;
import io.meshplane.sentinel.domain.alert.Signal;
import io.meshplane.sentinel.domain.alert.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Alerts, drills and incidents, for operators. Any instance answers: what it cannot decide itself it puts onto the way of signals. */
@ApplicationScoped
public class AlertFlow {
    private static final int OPEN_MAX = 5_000;
    private static final String DRILL = "drill:";

    private final AlertTable alerts;
    private final AlertSignals signals;
    private final OutageHistory outages;

    AlertFlow(AlertTable alerts, AlertSignals signals, OutageHistory outages) {
        this.alerts = alerts;
        this.signals = signals;
        this.outages = outages;
    }

    public Optional<Alert> find(AlertKey key) {
        return alerts.find(key);
    }

    /**
     * A page of a network's alerts by fingerprint.
     *
     * @param after only fingerprints behind this one; empty = from the first
     */
    public List<Alert> page(NetworkId network, Predicate<Alert> filter, String after, int limit) {
        return alerts.all().stream()
                .filter(alert -> alert.key().network().equals(network))
                .filter(alert -> alert.key().fingerprint().compareTo(after) > 0)
                .filter(filter)
                .sorted(Comparator.comparing(alert -> alert.key().fingerprint()))
                .limit(limit)
                .toList();
    }

    /** A person looks after an outbreak; completes once that is durable. */
    public Uni<Void> acknowledge(AlertKey key, int episode, String by, String note) {
        return signals.tell(key, new Signal.Acknowledged(by, episode, note), "ack of " + episode + " by " + by);
    }

    /** Somebody else's alert. False if the network has too many open ones already. */
    public Uni<Boolean> tell(AlertKey key, Signal signal) {
        boolean isNew = alerts.find(key).filter(Alert::isOpen).isEmpty();
        if (isNew && signal instanceof Signal.Firing && isFull(key.network()))
            return Uni.createFrom().item(false);
        return signals.tell(key, signal).replaceWith(true);
    }

    private boolean isFull(NetworkId network) {
        return alerts.all().stream()
                        .filter(alert -> alert.isOpen() && alert.key().network().equals(network))
                        .count()
                >= OPEN_MAX;
    }

    /** Begins a drill; its key names it from now on. */
    public Uni<AlertKey> drill(NetworkId network, Severity severity, Duration answerWithin, String by) {
        AlertKey key = new AlertKey(network, DRILL + UUID.randomUUID());
        Subject subject = Subject.of(
                severity,
                "drill",
                "this is a drill, started by " + by + ": please acknowledge",
                Map.of("alertname", "Drill"));
        return signals.tell(key, new Signal.Firing(subject, null, new DrillTerms(by, answerWithin)))
                .replaceWith(key);
    }

    /** The network's outages, or one pool's, the newest first. */
    public List<Incident> incidents(NetworkId network, @Nullable Label pool) {
        return outages.pools(network).stream()
                .filter(key -> pool == null || key.pool().equals(pool))
                .flatMap(key -> incidents(key).stream())
                .sorted(Comparator.comparing(Incident::startedAt).reversed())
                .toList();
    }

    private List<Incident> incidents(PoolKey pool) {
        List<Alert> about = alerts.all().stream()
                .filter(alert -> alert.key().network().equals(pool.network()))
                .filter(alert ->
                        pool.pool().value().equals(alert.subject().labels().get(PoolConditions.POOL_LABEL)))
                .toList();
        return IncidentRules.of(pool, outages.judgements(pool), outages.switches(pool), about);
    }
}
