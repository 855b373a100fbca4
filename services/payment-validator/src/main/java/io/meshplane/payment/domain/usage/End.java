package io.meshplane.payment.domain.usage;

/** The two ends of a direction of a link. */
public enum End {
    /** Counts what it sends. */
    SELLER,
    /** Counts what it receives. */
    BUYER
}
