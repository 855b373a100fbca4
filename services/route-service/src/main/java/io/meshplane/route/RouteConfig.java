package io.meshplane.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator can set. */
@ConfigMapping(prefix = "meshplane.route")
public interface RouteConfig {
    /** How long changes are gathered before routes are computed anew: at most one computation per interval. 10 ms to 10 s. */
    @WithDefault("200MS")
    Duration recomputeInterval();
}
