package io.meshplane.agent;

import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a router shows at one moment.
 *
 * @param babelRoutes routes installed by babeld; null = no babeld answers
 * @param uptimeSeconds of the host
 */
public record Observation(
        List<Reading> readings,
        List<LinkSample> links,
        List<UsageCounter> usage,
        @Nullable Integer babelRoutes,
        long uptimeSeconds) {
    public Observation {
        readings = List.copyOf(readings);
        links = List.copyOf(links);
        usage = List.copyOf(usage);
    }
}
