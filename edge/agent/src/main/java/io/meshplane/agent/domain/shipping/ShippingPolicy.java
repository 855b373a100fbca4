package io.meshplane.agent.domain.shipping;

import io.meshplane.agent.domain.BackOff;

/**
 * How a node ships.
 *
 * @param intervalMs between two live batches
 * @param backlogShare of the uplink's time that the backlog may take, above 0 and at most 1
 * @param earlyFlushes urgent batches that may leave before their time in a row; each interval gives one back
 * @param backOff of a lane whose batch was not taken
 */
public record ShippingPolicy(long intervalMs, double backlogShare, int earlyFlushes, BackOff backOff) {
    public ShippingPolicy {
        if (intervalMs < 1 || earlyFlushes < 0) throw new IllegalArgumentException("interval or early flushes");
        if (!(backlogShare > 0 && backlogShare <= 1)) throw new IllegalArgumentException("share: " + backlogShare);
    }
}
