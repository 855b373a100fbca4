package io.meshplane.agent;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a process, as {@link AgentOptions} reads it.
 *
 * @param registry base URL of the registry
 * @param ingest base URL of telemetry-ingest
 * @param data folder; a simulation uses one folder in it per node
 * @param name of the node, and prefix of the names of simulated nodes
 * @param statusPort on 127.0.0.1; 0 = any free one
 * @param interval between two samples
 * @param batch time that a batch covers
 * @param spoolBytes of batches that wait, at most, per node
 * @param babelSocket host:port or path; null = there is no babeld
 * @param parentPid the process ends with that one; null = it does not
 * @param simulation null = watch this host
 */
public record AgentConfig(
        URI registry,
        URI ingest,
        Path data,
        String name,
        @Nullable String enrolmentToken,
        @Nullable String paymentAddress,
        int statusPort,
        Duration interval,
        Duration batch,
        long spoolBytes,
        @Nullable String babelSocket,
        @Nullable Long parentPid,
        @Nullable Simulation simulation) {

    /**
     * Many agents in this process, over a simulated mesh.
     *
     * @param enrolmentTokens file with a token a line, in the order of the nodes; a payment address may follow after a blank.
     *     Null = all are enrolled already
     */
    public record Simulation(
            int nodes, Path topology, long seed, @Nullable Path enrolmentTokens) {}
}
