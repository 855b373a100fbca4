package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Bytes;
import java.util.List;

/**
 * Shows that a transaction and its receipt stand in a block ({@code docs/evidence.md}).
 *
 * @param position in the block, from 0
 * @param transactionNodes of the transactions trie, root first
 * @param receiptNodes of the receipts trie, root first
 */
public record InclusionProof(int position, List<Bytes> transactionNodes, List<Bytes> receiptNodes) {
    public InclusionProof {
        transactionNodes = List.copyOf(transactionNodes);
        receiptNodes = List.copyOf(receiptNodes);
    }
}
