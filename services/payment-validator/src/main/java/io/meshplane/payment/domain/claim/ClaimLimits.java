package io.meshplane.payment.domain.claim;

import java.time.Duration;

/**
 * How many claims of one node are kept; those that were credited are as many as it paid for.
 *
 * @param waitingMax that have no verdict, at least 1; one more is turned away
 * @param refusedKept that were refused, the newest; older ones are forgotten
 * @param answersKept answers to requests with an Idempotency-Key, the newest
 * @param answersKeptFor how long such an answer is kept
 */
public record ClaimLimits(int waitingMax, int refusedKept, int answersKept, Duration answersKeptFor) {
    public ClaimLimits {
        if (waitingMax < 1 || refusedKept < 0) {
            throw new IllegalArgumentException("pending-claims-max < 1 or refused-claims-kept < 0");
        }
        if (answersKept < 1 || answersKeptFor.isNegative()) {
            throw new IllegalArgumentException("answers-kept < 1 or answers-kept-for < 0");
        }
    }
}
