package io.meshplane.sentinel.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.Signal;
import io.meshplane.sentinel.domain.alert.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Troubles of the house itself, which are no network's. Without a network that hears of them they are in the log only. */
@ApplicationScoped
public class HouseAlerts {
    private static final Logger LOG = Logger.getLogger(HouseAlerts.class);

    private final AlertSignals signals;
    private final Optional<NetworkId> network;

    HouseAlerts(AlertSignals signals, AlertConfig config) {
        this.signals = signals;
        this.network = config.houseNetwork().map(NetworkId::new);
    }

    /** @param cause the same for every telling of the same thing */
    Uni<Void> fire(String fingerprint, Subject subject, String cause) {
        if (network.isEmpty()) LOG.errorf("PAGE %s, and no network hears of it", subject.summary());
        return tell(fingerprint, new Signal.Firing(subject), cause);
    }

    Uni<Void> clear(String fingerprint, String why, String cause) {
        return tell(fingerprint, new Signal.Cleared(why), cause);
    }

    private Uni<Void> tell(String fingerprint, Signal signal, String cause) {
        return network.map(house -> signals.tell(new AlertKey(house, fingerprint), signal, cause))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
