package io.meshplane.devstack.chain;

import io.meshplane.chain.Hash32;
import java.util.Optional;

/** A history up to a height: what one node shows at one moment. */
record ChainView(ChainHistory history, long height) {
    /** Blocks behind the head, as on a chain of four slots an epoch. */
    private static final int SAFE_DEPTH = 4;

    private static final int FINALIZED_DEPTH = 8;

    ChainView {
        height = Math.clamp(height, 0, history.height());
    }

    SealedBlock head() {
        return history.block(height).orElseThrow();
    }

    SealedBlock safe() {
        return history.block(Math.max(0, height - SAFE_DEPTH)).orElseThrow();
    }

    SealedBlock finalized() {
        return history.block(Math.max(0, height - FINALIZED_DEPTH)).orElseThrow();
    }

    Optional<SealedBlock> block(long number) {
        return number > height ? Optional.empty() : history.block(number);
    }

    Optional<SealedBlock> block(Hash32 hash) {
        return history.block(hash).filter(block -> block.number() <= height);
    }

    Optional<ChainHistory.Place> transaction(Hash32 hash) {
        return history.transaction(hash).filter(place -> place.block().number() <= height);
    }

    /** As geth, when the state after a block is no longer kept. */
    WorldState stateAfter(SealedBlock block) throws RpcException {
        return history.stateAfter(block.number())
                .orElseThrow(() -> new RpcException(
                        RpcException.SERVER_ERROR,
                        "missing trie node " + block.header().stateRoot()));
    }
}
