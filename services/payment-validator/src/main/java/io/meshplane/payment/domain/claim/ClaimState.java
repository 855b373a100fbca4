package io.meshplane.payment.domain.claim;

/** Where a claim stands. */
public enum ClaimState {
    PENDING,
    VALID,
    INVALID,
    /** It was valid, and the chain took the transaction back; valid again if it comes back for good. */
    REVERSED
}
