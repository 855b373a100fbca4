package io.meshplane.route.domain;

import io.meshplane.route.domain.graph.Hysteresis;
import java.time.Duration;

/**
 * All that an operator of the service can set of how routes are chosen.
 *
 * @param trust when a link is believed up
 * @param freshness how long a node's word holds
 * @param hysteresis how much better another way must be
 * @param policy of networks that have set none
 * @param unmeasured what the latency of a hop counts as if nobody measured it
 */
public record RouteRules(
        LinkTrust trust, Freshness freshness, Hysteresis hysteresis, RoutePolicy policy, Duration unmeasured) {
    private static final Duration UNMEASURED_MAX = Duration.ofMinutes(30);

    public RouteRules {
        if (unmeasured.isNegative() || unmeasured.compareTo(UNMEASURED_MAX) > 0) {
            throw new IllegalArgumentException("a hop that was not measured counts 0 to 30 min: " + unmeasured);
        }
    }
}
