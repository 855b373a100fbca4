package io.meshplane.bench.payments;

import io.meshplane.bench.report.MachineFacts;
import io.meshplane.simulation.payment.Campaign;
import java.util.List;
import java.util.Optional;

/**
 * All figures of a run; what was not asked for is empty.
 *
 * @param simulationSeconds wall time
 * @param loadAfter processes that wanted to run in the last minute of the measurement
 */
record PaymentsResult(
        MachineFacts machine,
        PaymentsOptions options,
        List<ProofFigure> proofs,
        Optional<ClaimsFigure> claims,
        Optional<Campaign.Result> simulation,
        double simulationSeconds,
        double loadAfter) {
    PaymentsResult {
        proofs = List.copyOf(proofs);
    }

    /** Whether something was promised and did not hold; figures of speed are for readers to judge. */
    boolean hasFailed() {
        boolean simulated = simulation.map(result -> result.brokenTrials() > 0).orElse(false);
        boolean claimed = claims.map(ClaimsFigure::hasFailed).orElse(false);
        return simulated || claimed;
    }
}
