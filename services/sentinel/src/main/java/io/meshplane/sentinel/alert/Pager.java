package io.meshplane.sentinel.alert;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether this instance is the one that pages: Kafka gives it the one partition of {@code alert-signals.v1}. It begins a moment later, so
 * that what the one before wrote has arrived; and an instance that stood still holds back until Kafka has told it
 * whether it lost the partition meanwhile.
 */
@ApplicationScoped
public class Pager {
    /** The consumer's heartbeats tell of a loss within this time. */
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(2);

    private static final Duration STOOD_STILL_AFTER = Duration.ofSeconds(5);

    private final AlertTable alerts;
    private boolean assigned; // guarded by this
    private long notBeforeNanos;
    private @Nullable Long lastAskedNanos;

    Pager(AlertTable alerts) {
        this.alerts = alerts;
    }

    /** Kafka gave the partition to this instance. */
    public synchronized void assigned() {
        assigned = true;
        holdBack(System.nanoTime());
        alerts.decides(true);
    }

    /** Kafka took it away, or may have. */
    public synchronized void revoked() {
        assigned = false;
        alerts.decides(false);
    }

    private void holdBack(long nanos) {
        notBeforeNanos = nanos + SETTLES_WITHIN.toNanos();
    }

    synchronized boolean isAssigned() {
        return assigned;
    }

    /** Asked before each round of decisions: whether they may be made. */
    synchronized boolean mayDecide() {
        long nanos = System.nanoTime();
        boolean stoodStill = lastAskedNanos != null && nanos - lastAskedNanos > STOOD_STILL_AFTER.toNanos();
        lastAskedNanos = nanos;
        if (stoodStill) holdBack(nanos);
        return assigned && nanos - notBeforeNanos >= 0;
    }
}
