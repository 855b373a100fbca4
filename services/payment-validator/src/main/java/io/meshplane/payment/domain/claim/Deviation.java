package io.meshplane.payment.domain.claim;

/** How a valid payment differs from what its claimant expected. An axis of its own: the payment is credited all the same. */
public enum Deviation {
    /** Less than expected. */
    PARTIAL,
    /** More than expected. */
    OVER,
    /** In a later block than was due. */
    LATE,
    /** In another asset than expected, and nothing in that one. */
    OTHER_ASSET
}
