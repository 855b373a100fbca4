package io.meshplane.route;

import io.meshplane.route.domain.Freshness;
import io.meshplane.route.domain.LinkTrust;
import io.meshplane.route.domain.RoutePolicy;
import io.meshplane.route.domain.RouteRules;
import io.meshplane.route.domain.graph.Hysteresis;
import java.time.Duration;

/** The configuration in the domain's words. */
final class ConfiguredRules {

    /** @throws IllegalArgumentException naming what is out of range */
    static RouteRules of(RouteConfig config) {
        within("recompute-interval", config.recomputeInterval(), Duration.ofMillis(10), Duration.ofSeconds(10));
        within("clock-interval", config.clockInterval(), Duration.ofMillis(10), Duration.ofMinutes(1));
        RouteConfig.FreshnessConfig freshness = config.freshness();
        return new RouteRules(
                new LinkTrust(config.settling()),
                new Freshness(freshness.gateway(), freshness.relay(), freshness.client()),
                new Hysteresis(config.changeFactorThousandths()),
                RoutePolicy.of(config.policy()),
                config.unmeasuredLatency());
    }

    private static void within(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "meshplane.route." + key + " outside " + least + " to " + most + ": " + value);
        }
    }

    private ConfiguredRules() {}
}
