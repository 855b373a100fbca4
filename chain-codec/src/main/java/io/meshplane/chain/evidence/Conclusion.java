package io.meshplane.chain.evidence;

/** What a bundle is evidence of. */
public enum Conclusion {
    /** The transaction paid. */
    PAID,
    /** It succeeded, ran no code but the token's, and paid none of the payees. */
    NOT_TO_US,
    /** It failed: nothing moved. */
    REVERTED,
    /** It paid, and is bound to no chain: its copy on another chain would be the same payment. */
    REPLAYABLE,
    /** Code ran, and no log shows a payment to the payees: coin that moved inside the call is in no proof. */
    UNSUPPORTED,
    /** It paid in a block that another block has replaced. */
    REVERSED,
    /** It was in no block from the claim to the deadline. That is attested: no header proves what is not in a body. */
    EXPIRED
}
