package io.meshplane.agent;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a process, as {@link AgentOptions} reads it.
 *
 * @param registry base URL of the registry
 * @param ingest base URL of telemetry-ingest
 * @param authorities PEM file of those that may vouch for both; null = those that the JVM knows
 * @param data folder; a simulation uses one folder in it per node
 * @param name of the node, and prefix of the names of simulated nodes
 * @param paymentAddress 0x and 40 hex digits; null = no wallet pays for the node
 * @param paymentSignature that wallet's, 0x and 130 hex digits; null = none
 * @param statusPort on 127.0.0.1; 0 = any free one
 * @param interval between two samples
 * @param batch time that a batch covers; null = as the format and the node's role have it
 * @param spoolBytes of batches that wait, at most, per node
 * @param hostRoot of the file system whose proc and sys are read: another one than / where the agent runs in a container
 * @param babelSocket host:port or path; null = there is no babeld
 * @param babelConfig babeld's configuration file; null = it says nothing of its interfaces
 * @param routes base URL of route-service, by whose settings babeld goes; null = by its own. With a babelSocket only
 * @param log {@code journal}, or path of a log file, to be reported as well; null = none
 * @param precision steps to which values are rounded, by metric name, in the metric's unit; lossless where there is none
 * @param parentPid the process ends with that one; null = it does not
 * @param simulation null = watch this host
 */
public record AgentConfig(
        URI registry,
        URI ingest,
        @Nullable Path authorities,
        Path data,
        String name,
        @Nullable String enrolmentToken,
        @Nullable String paymentAddress,
        @Nullable String paymentSignature,
        int statusPort,
        Duration interval,
        @Nullable Duration batch,
        long spoolBytes,
        Path hostRoot,
        @Nullable String babelSocket,
        @Nullable Path babelConfig,
        @Nullable URI routes,
        @Nullable String log,
        Map<String, Double> precision,
        @Nullable Long parentPid,
        @Nullable Simulation simulation) {

    public AgentConfig {
        precision = Map.copyOf(precision);
    }

    /**
     * Many agents in this process, over a simulated mesh.
     *
     * @param enrolmentTokens file with a token a line, in the order of the nodes; null = all are enrolled already
     */
    public record Simulation(
            int nodes, Path topology, long seed, @Nullable Path enrolmentTokens) {}
}
