package io.meshplane.payment.domain.chain;

import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Proof.Proven;
import io.meshplane.chain.Proof.ProvenTransaction;
import java.util.List;
import java.util.Optional;

/**
 * What is in a block, as far as the chain's profile can tell: proven by its hash, or told alike by a quorum.
 *
 * @param header empty where nothing is proven
 */
public record BlockContent(
        long height, Hash32 hash, Optional<BlockHeader> header, List<ProvenTransaction> transactions) {
    public BlockContent {
        transactions = List.copyOf(transactions);
    }

    public static BlockContent of(Proven block) {
        return new BlockContent(
                block.header().number(), block.blockHash(), Optional.of(block.header()), block.transactions());
    }
}
