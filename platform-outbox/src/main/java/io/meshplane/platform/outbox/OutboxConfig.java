package io.meshplane.platform.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the outbox is behind. */
@ConfigMapping(prefix = "meshplane.outbox")
public interface OutboxConfig {
    /** An event that has waited for longer shows as degraded in health. */
    @WithDefault("60S")
    Duration degradedAfter();
}
