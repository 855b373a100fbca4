package io.meshplane.sentinel.alert;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.platform.event.EventPublisher;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.Signal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Puts signals onto {@code alert-signals.v1}, where whoever pages takes them in. */
@ApplicationScoped
public class AlertSignals {
    private final EventPublisher publisher;
    private final InstantSource clock;

    AlertSignals(EventPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** A signal of its own: completes once it is durable. */
    public Uni<Void> tell(AlertKey key, Signal signal) {
        return tell(key, signal, UUID.randomUUID().toString());
    }

    /** @param cause the same for every telling of the same signal */
    public Uni<Void> tell(AlertKey key, Signal signal, String cause) {
        Instant now = clock.instant();
        EventId id = EventId.derivedFrom("alert-signal", key.toString(), cause);
        return publisher.publish(AlertEvents.signalled(key, signal, id, now)).replaceWithVoid();
    }
}
