package io.meshplane.payment.domain.claim;

/** Where a claim stands. */
public enum ClaimState {
    PENDING,
    VALID,
    INVALID,
    /** It was valid, and the chain took the transaction back; valid again if it comes back for good. */
    REVERSED,
    /** The transaction ran a contract and shows no payment to us: what moved inside its call cannot be proven either way. */
    UNSUPPORTED
}
