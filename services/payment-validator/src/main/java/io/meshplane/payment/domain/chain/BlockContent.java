package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.Proof.Proven;
import io.meshplane.chain.Proof.ProvenTransaction;
import java.util.List;

/** What is in a block, as far as the chain's profile can tell: proven by its hash, or told alike by a quorum. */
public record BlockContent(long height, Hash32 hash, List<ProvenTransaction> transactions) {
    public BlockContent {
        transactions = List.copyOf(transactions);
    }

    public static BlockContent of(Proven block) {
        return new BlockContent(block.header().number(), block.blockHash(), block.transactions());
    }
}
