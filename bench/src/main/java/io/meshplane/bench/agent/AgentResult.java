package io.meshplane.bench.agent;

import io.meshplane.bench.report.MachineFacts;
import java.util.List;

/**
 * All figures of a run.
 *
 * @param uncounted why no bytes were counted; empty if they were
 * @param loadAfter processes that wanted to run in the last minute
 */
record AgentResult(
        MachineFacts machine, AgentOptions options, String uncounted, List<RoleFigure> roles, double loadAfter) {
    static final long RSS_BYTES_MOST = 80L << 20;
    static final double CPU_PERCENT_MOST = 1;
    static final long DESCRIPTORS_MOST = 64;

    AgentResult {
        roles = List.copyOf(roles);
    }

    boolean hasFailed() {
        return roles.stream().anyMatch(RoleFigure::hasFailed);
    }
}
