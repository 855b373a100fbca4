package io.meshplane.payment.domain.claim;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A node points at a transaction. Who is credited follows from the proof, not from who claims.
 *
 * @param id the same for the same node, chain and transaction
 * @param reason set if and only if the state is INVALID
 * @param madeAtHeight height of the index when it was made; -1 if the index had not begun
 * @param revision counts the changes of state, from 0; names the event of each
 */
public record Claim(
        String id,
        NetworkId network,
        NodeId node,
        long chainId,
        Hash32 transactionHash,
        ClaimState state,
        @Nullable Reason reason,
        long madeAtHeight,
        int revision) {
    public Claim {
        if ((reason != null) != (state == ClaimState.INVALID)) {
            throw new IllegalArgumentException("a claim has a reason if it is invalid");
        }
    }

    public static Claim made(
            String id, NetworkId network, NodeId node, long chainId, Hash32 transactionHash, long atHeight) {
        return new Claim(id, network, node, chainId, transactionHash, ClaimState.PENDING, null, atHeight, 0);
    }

    Claim become(ClaimState next, @Nullable Reason why) {
        return new Claim(id, network, node, chainId, transactionHash, next, why, madeAtHeight, revision + 1);
    }

    Claim startOver(long atHeight) {
        return new Claim(id, network, node, chainId, transactionHash, ClaimState.PENDING, null, atHeight, revision + 1);
    }
}
