package io.meshplane.bench.payments;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Claims on a real chain of four full nodes.
 *
 * @param policies one for ours and each peer
 * @param lagHealthy from the answer that the block is mined which makes a payment count, to its verdict on Kafka
 * @param lagDegraded the same with one node hung and one lying
 * @param lagCrowded the same with so many claims that wait for transactions which never come; no count = not measured
 * @param crowdSeconds until each of those was looked at once more; empty = not measured
 * @param hedgesPercent requests for bodies beside another one, of bodies that were read
 * @param heapBytesPerPayment live heap that the service grew by, for each payment that was confirmed meanwhile
 */
record ClaimsFigure(
        int rate,
        List<Policy> policies,
        LatencyFigure lagHealthy,
        LatencyFigure lagDegraded,
        int crowd,
        LatencyFigure lagCrowded,
        OptionalDouble crowdSeconds,
        double hedgesPercent,
        OptionalDouble heapBytesPerPayment) {
    ClaimsFigure {
        policies = List.copyOf(policies);
    }

    /**
     * One way to decide claims.
     *
     * @param degraded with one node hung and one lying
     */
    record Policy(String name, String key, LatencyFigure healthy, LatencyFigure degraded) {
        double ratio() {
            return healthy.p99Millis() == 0 ? 0 : degraded.p99Millis() / healthy.p99Millis();
        }
    }

    /** Whether a verdict of ours was wrong or missing. */
    boolean hasFailed() {
        Policy ours = policies.getFirst();
        return ours.healthy().wrong()
                        + ours.healthy().unanswered()
                        + ours.degraded().wrong()
                        + ours.degraded().unanswered()
                > 0;
    }
}
