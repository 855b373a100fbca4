package io.meshplane.agent;

import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a router shows at one moment. For who consumes it:
 *
 * <ul>
 *   <li>a series is named by {@link Reading#series()}, a handle that stays the same object while the series lives, with its hash
 *       computed: key the columns by it. {@link SeriesHandle#isCount()} says what {@link Reading#bits()} are, {@link SeriesHandle#step()} is the
 *       declared precision, already applied to the value;
 *   <li>a series that is not in {@code readings} was not sampled now (its source is late, failed or gone), old values are never
 *       repeated; {@code agent_source_up} and {@code agent_source_age_seconds} tell of the sources themselves;
 *   <li>{@code usage} holds cumulative counters per (interface, peer, epoch); one that is gone is simply missing from then on;
 *   <li>the log and alerts come between observations, see {@link RouterListener}.
 * </ul>
 *
 * @param readings no series twice
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
