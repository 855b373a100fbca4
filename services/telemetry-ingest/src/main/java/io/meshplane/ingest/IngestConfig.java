package io.meshplane.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator can set; start-up refuses numbers below 1. */
@ConfigMapping(prefix = "meshplane.ingest")
public interface IngestConfig {
    /** Uploads being worked on at once; more are answered 429. Each may take a few MiB. */
    @WithDefault("32")
    int uploadsInFlight();

    /** Operators' looks into metrics.v1 at once; more are answered 429. */
    @WithDefault("4")
    int readsInFlight();

    /** Longest wait for Kafka to give an upload back. */
    @WithDefault("3S")
    Duration readDeadline();
}
