package io.meshplane.sentinel.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.HealthTable;
import io.meshplane.sentinel.Pools;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolState;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.AlertRules;
import io.meshplane.sentinel.domain.alert.PoolConditions;
import io.meshplane.sentinel.domain.alert.Signal;
import io.meshplane.sentinel.domain.alert.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Compares the pools as they are judged with the alerts about them: opens what is missing, ends what is over. */
@ApplicationScoped
public class PoolWatch {
    private final Pools pools;
    private final HealthTable health;
    private final AlertTable alerts;

    PoolWatch(Pools pools, HealthTable health, AlertTable alerts) {
        this.pools = pools;
        this.health = health;
        this.alerts = alerts;
    }

    /** Looks at every pool once. What cannot be known yet raises nothing and ends nothing. */
    void look(Instant now) {
        if (!pools.isCaughtUp() || !health.isCaughtUp()) return;
        Map<AlertKey, Subject> troubles = new HashMap<>();
        Set<AlertKey> undecided = new HashSet<>();
        find(now, troubles, undecided);
        for (Alert alert : alerts.live()) {
            Subject told = alert.subject();
            if (!told.source().equals(PoolConditions.SOURCE) || !alert.isOpen()) continue;
            Subject still = troubles.get(alert.key());
            if (told.equals(still)) {
                troubles.remove(alert.key());
            } else if (still == null && !undecided.contains(alert.key())) {
                take(alert.key(), new Signal.Cleared("it is no longer so"), now);
            }
        }
        troubles.forEach((key, subject) -> take(key, new Signal.Firing(subject), now));
    }

    private void find(Instant now, Map<AlertKey, Subject> troubles, Set<AlertKey> undecided) {
        for (Pool pool : pools.all()) {
            NetworkId network = pool.key().network();
            PoolState judged = PoolState.starting(pool, health.of(pool), now);
            PoolConditions.Found found = PoolConditions.of(pool, judged, now);
            found.troubles()
                    .forEach((fingerprint, subject) -> troubles.put(new AlertKey(network, fingerprint), subject));
            found.undecided().forEach(fingerprint -> undecided.add(new AlertKey(network, fingerprint)));
        }
    }

    private void take(AlertKey key, Signal signal, Instant now) {
        alerts.changeSoon(key, known -> AlertRules.take(known, key, signal, "", now));
    }
}
