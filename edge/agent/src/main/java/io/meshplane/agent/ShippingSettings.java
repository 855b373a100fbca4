package io.meshplane.agent;

import io.meshplane.agent.domain.shipping.ShippingPolicy;
import java.time.Duration;

/** How a node's role decides how it ships: who has few values waits until a batch is worth its overhead. */
final class ShippingSettings {
    /** Of the uplink's time, for what an outage left behind. */
    static final double BACKLOG_SHARE = 0.5;

    private static final int EARLY_FLUSHES = 6;

    static ShippingPolicy of(NodeSettings settings, String role) {
        return new ShippingPolicy(
                interval(settings, role).toMillis(), BACKLOG_SHARE, EARLY_FLUSHES, settings.backOff());
    }

    /** Time between two batches; by role where nothing else is configured. */
    static Duration interval(NodeSettings settings, String role) {
        Duration set = settings.batch();
        if (set != null) return set;
        return "GATEWAY".equals(role) ? Duration.ofMinutes(1) : Duration.ofMinutes(5);
    }

    private ShippingSettings() {}
}
