package io.meshplane.payment.domain.chain;

import io.meshplane.chain.MerklePatriciaTrie;
import io.meshplane.chain.Proof.ProvenTransaction;
import io.meshplane.chain.Transaction;

/** The two tries of a proven block, built once for all proofs out of it. */
record BlockTries(MerklePatriciaTrie transactions, MerklePatriciaTrie receipts) {
    static BlockTries of(BlockContent block) {
        return new BlockTries(
                MerklePatriciaTrie.ordered(block.transactions().stream()
                        .map(ProvenTransaction::transaction)
                        .map(Transaction::encode)
                        .toList()),
                MerklePatriciaTrie.ordered(block.transactions().stream()
                        .map(each -> each.receipt().encode())
                        .toList()));
    }

    InclusionProof proof(int position) {
        return new InclusionProof(position, transactions.proof(position), receipts.proof(position));
    }
}
