package io.meshplane.payment.domain.usage;

/** Why the ends of a direction likely disagree. */
public enum Cause {
    /** Bytes were sent and did not arrive. */
    LOSS,
    /** A counter restarted, and what it had not told yet is gone. */
    RESET,
    /** Only one end reports. */
    ONE_END_SILENT,
    /** The ends count the same bytes under different prices. */
    PRICE_MISMATCH,
    /** More arrived than was sent, or a counter fell: somebody's figures are not what was counted. */
    TAMPERING
}
