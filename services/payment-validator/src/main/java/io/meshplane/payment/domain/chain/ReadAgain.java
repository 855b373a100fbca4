package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Proof.ProvenTransaction;
import java.util.List;
import java.util.Optional;

/**
 * A transaction that was refused, with what shows why: its block was read again for that.
 *
 * @param receiptBefore nodes of the receipts trie to the receipt before its own, root first; none where it is the first
 */
public record ReadAgain(Hash32 transaction, Hash32 block, InclusionProof proof, List<Bytes> receiptBefore) {
    public ReadAgain {
        receiptBefore = List.copyOf(receiptBefore);
    }

    /** Shows a transaction in a proven block; empty if it is not in it. */
    public static Optional<ReadAgain> of(BlockContent block, Hash32 transaction) {
        return block.transactions().stream()
                .filter(each -> each.hash().equals(transaction))
                .findFirst()
                .map(each -> of(block, each));
    }

    private static ReadAgain of(BlockContent block, ProvenTransaction transaction) {
        BlockTries tries = BlockTries.of(block);
        int position = transaction.index();
        List<Bytes> before = position == 0 ? List.of() : tries.receipts().proof(position - 1);
        return new ReadAgain(transaction.hash(), block.hash(), tries.proof(position), before);
    }
}
