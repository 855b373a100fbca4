package io.meshplane.payment.domain.ledger;

/** Why money moved in the books. */
public enum TransferCode {
    /** A node bought traffic of another. */
    USAGE,
    /** A proven payment on the chain. */
    PAYMENT,
    /** The chain took a payment back. */
    REVERSAL
}
