package io.meshplane.payment.domain.chain;

import java.time.Duration;

/**
 * When a full node is in which state.
 *
 * @param chainId the chain that is followed (EIP-155)
 * @param pollInterval between two questions to a node that is well
 * @param probeInterval the longest between two questions to one that is not
 * @param slowAfter average latency above which it is slow
 * @param hungAfter a request that waits longer counts as hung
 * @param silentAfter without any answer for so long it is hung too
 * @param lagBlocks behind the agreed head by more, it lags
 * @param stillAfter lagging without a new head for so long, it syncs
 * @param quarantine shortest time that a liar has no vote
 * @param cleanProofs proven answers that a liar must give before it votes again
 */
public record HealthPolicy(
        long chainId,
        Duration pollInterval,
        Duration probeInterval,
        Duration slowAfter,
        Duration hungAfter,
        Duration silentAfter,
        long lagBlocks,
        Duration stillAfter,
        Duration quarantine,
        int cleanProofs) {
    /** The longest that a node can ask to be left alone. */
    public static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(5);

    public HealthPolicy {
        if (lagBlocks < 0 || cleanProofs < 1) throw new IllegalArgumentException("lag < 0 or clean proofs < 1");
        if (pollInterval.isNegative() || pollInterval.isZero() || probeInterval.compareTo(pollInterval) < 0) {
            throw new IllegalArgumentException("poll interval is above 0, probe interval not below it");
        }
    }
}
