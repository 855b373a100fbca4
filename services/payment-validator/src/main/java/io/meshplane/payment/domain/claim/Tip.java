package io.meshplane.payment.domain.claim;

import io.meshplane.payment.domain.chain.Finality;

/**
 * How far the indexed chain goes. What is final and not indexed yet is of no use.
 *
 * @param head height of the newest block; -1 if there is none
 * @param finalized the newest height that a quorum calls final; -1 if there is none, or nobody was asked
 */
public record Tip(long head, long finalized) {
    public Tip {
        finalized = Math.min(finalized, head);
    }

    /** Whether a transaction in a block of the index counts. */
    public boolean isEnough(long height, Finality finality) {
        return switch (finality) {
            case Finality.Depth(int blocks) -> head - height >= blocks;
            case Finality.Finalized ignored -> height <= finalized;
        };
    }
}
