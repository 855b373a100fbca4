package io.meshplane.payment.domain.claim;

/** Why a claim is not valid. */
public enum Reason {
    /** The transaction pays no wallet of the claimant's network. */
    NOT_TO_US,
    /** The transaction failed on the chain. */
    REVERTED,
    /** The transaction is bound to no chain id, so it could be replayed. */
    REPLAYABLE,
    /** The transaction was not seen within the allowed number of blocks; claiming again starts over. */
    EXPIRED;

    public String inWords() {
        return switch (this) {
            case NOT_TO_US -> "the transaction pays no wallet of this network";
            case REVERTED -> "the transaction failed on the chain";
            case REPLAYABLE -> "the transaction names no chain id";
            case EXPIRED -> "the transaction did not appear in time; claim it again if it does";
        };
    }
}
