package io.meshplane.payment.domain.settlement;

/** What a debt asks of its debtor, the mildest first. */
public enum DebtStage {
    CLEAR,
    /** Time to pay. */
    PAY,
    /** Its traffic will soon be held back. */
    WARN,
    /** Its traffic is held back until it pays. */
    ENFORCE
}
