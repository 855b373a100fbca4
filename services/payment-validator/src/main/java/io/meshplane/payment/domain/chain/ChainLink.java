package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;

/**
 * A block's place in a chain, as a node shows it.
 *
 * @param hash of the block at this height, verified by whoever made this if the chain's profile can
 */
public record ChainLink(long height, Hash32 hash, Hash32 parentHash) {
    public ChainLink {
        if (height < 0) throw new IllegalArgumentException("height < 0: " + height);
    }
}
