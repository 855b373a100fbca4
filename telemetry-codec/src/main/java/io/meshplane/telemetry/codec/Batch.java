package io.meshplane.telemetry.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One upload of an agent.
 *
 * @param nodeId who reports; 1-64 bytes. The signature of the upload says whether that is true
 * @param bootId drawn by the agent at each start; any 64 bits
 * @param sequence 1, 2, 3 … within a boot
 * @param sentAtMs when the batch was closed: milliseconds since epoch UTC by the node's clock, never trusted for order
 * @param agentVersion 1-64 bytes
 * @param uptimeSeconds of the host, 0 or more
 * @param babelRoutes routes installed by babeld; null = no babeld answers on this host
 */
public record Batch(
        String nodeId,
        long bootId,
        long sequence,
        long sentAtMs,
        String agentVersion,
        long uptimeSeconds,
        @Nullable Integer babelRoutes,
        MetricBlock metrics,
        List<LinkSample> links,
        List<UsageCounter> usage) {
    public Batch {
        Checks.text("node id", nodeId, 64);
        Checks.text("agent version", agentVersion, 64);
        if (sequence < 1) throw new IllegalArgumentException("sequence < 1: " + sequence);
        if (uptimeSeconds < 0) throw new IllegalArgumentException("uptime < 0: " + uptimeSeconds);
        if (babelRoutes != null && babelRoutes < 0) throw new IllegalArgumentException("routes < 0: " + babelRoutes);
        links = List.copyOf(links);
        usage = List.copyOf(usage);
    }
}
