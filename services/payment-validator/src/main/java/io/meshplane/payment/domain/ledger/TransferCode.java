package io.meshplane.payment.domain.ledger;

/** Why money moved in the books. */
public enum TransferCode {
    /** A node bought traffic of another. */
    USAGE,
    /** A proven payment on the chain. */
    PAYMENT,
    /** The chain took a payment back. */
    REVERSAL,
    /** What a seller asked beyond the network's cap goes back. */
    CAP,
    /** Free bytes are not paid for. */
    ALLOWANCE,
    /** A late word of an end changes what was posted. */
    CORRECTION,
    /** An operator moved it, with a reason. */
    ADJUSTMENT,
    /** A proven payment to the community's address. */
    COMMUNITY
}
