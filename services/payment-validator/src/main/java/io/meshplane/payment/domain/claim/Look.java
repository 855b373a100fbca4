package io.meshplane.payment.domain.claim;

import io.meshplane.payment.domain.chain.Finality;

/** From when on it is worth looking at something that waits. Looked at too early it waits on; nothing else happens to it. */
public sealed interface Look {
    /** When the index has this height; 0 = at once. */
    record AtHead(long height) implements Look {}

    /** When a quorum calls this height final. */
    record AtFinalized(long height) implements Look {}

    /** Not before something happens to its transaction. */
    record WhenItsTransactionMoves() implements Look {}

    /** When a transaction in a block of the index counts. */
    static Look at(long height, Finality finality) {
        return switch (finality) {
            case Finality.Depth(int blocks) -> new AtHead(height + blocks);
            case Finality.Finalized ignored -> new AtFinalized(height);
        };
    }
}
