package io.meshplane.platform.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long is known which events were dealt with. */
@ConfigMapping(prefix = "meshplane.inbox")
public interface InboxConfig {
    /** Not less than the longest retention of a topic: what still lies there may be delivered again. */
    @WithDefault("35D")
    Duration retention();
}
