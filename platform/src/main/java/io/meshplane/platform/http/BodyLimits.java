package io.meshplane.platform.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What the bodies of requests may cost; start-up refuses what {@link BodyAdmission} cannot keep. */
@ConfigMapping(prefix = "meshplane.http.bodies")
public interface BodyLimits {
    /**
     * Bodies of requests in memory at once; more are answered 503. An eighth of the largest heap unless set: while a body is put
     * together it lies there up to three times.
     */
    Optional<MemorySize> inFlight();

    /** A sender that is silent for so long is cut off. */
    @WithDefault("10S")
    Duration silence();

    /** The whole body must have come by then: 256 KiB at 35 kbit/s. */
    @WithDefault("60S")
    Duration deadline();
}
