package io.meshplane.payment.domain.claim;

/**
 * How many claims of one node are kept; those that were credited are as many as it paid for.
 *
 * @param waitingMax that have no verdict, at least 1; one more is turned away
 * @param refusedKept that were refused, the newest; older ones are forgotten
 */
public record ClaimLimits(int waitingMax, int refusedKept) {
    public ClaimLimits {
        if (waitingMax < 1 || refusedKept < 0) {
            throw new IllegalArgumentException("pending-claims-max < 1 or refused-claims-kept < 0");
        }
    }
}
