package io.meshplane.payment.domain.claim;

import io.meshplane.chain.Hash32;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node points at a transaction. Who is credited follows from the proof, not from who claims.
 *
 * @param id the same for the same node, chain and transaction
 * @param reason set if and only if the state is INVALID
 * @param expected what the claimant meant to pay
 * @param deviations of the payment from that; empty unless the state is VALID
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
        Expectation expected,
        Set<Deviation> deviations,
        long madeAtHeight,
        int revision) {
    public Claim {
        deviations = Set.copyOf(deviations);
        if ((reason != null) != (state == ClaimState.INVALID)) {
            throw new IllegalArgumentException("a claim has a reason if it is invalid");
        }
        if (!deviations.isEmpty() && state != ClaimState.VALID) {
            throw new IllegalArgumentException("only a valid payment can deviate");
        }
    }

    public static Claim made(
            String id, NetworkId network, NodeId node, long chainId, Hash32 transactionHash, long atHeight) {
        return made(id, network, node, chainId, transactionHash, Expectation.NONE, atHeight);
    }

    /** A new claim; what is expected of its payment is fixed from now on. */
    public static Claim made(
            String id,
            NetworkId network,
            NodeId node,
            long chainId,
            Hash32 transactionHash,
            Expectation expected,
            long atHeight) {
        return new Claim(
                id, network, node, chainId, transactionHash, ClaimState.PENDING, null, expected, Set.of(), atHeight, 0);
    }

    /** Whether its transaction did not appear in time; it may still come. */
    boolean isExpired() {
        return reason == Reason.EXPIRED;
    }

    Claim become(ClaimState next, @Nullable Reason why) {
        return with(next, why, Set.of(), madeAtHeight);
    }

    Claim becomeValid(Set<Deviation> how) {
        return with(ClaimState.VALID, null, how, madeAtHeight);
    }

    Claim startOver(long atHeight) {
        return with(ClaimState.PENDING, null, Set.of(), atHeight);
    }

    private Claim with(ClaimState next, @Nullable Reason why, Set<Deviation> how, long atHeight) {
        return new Claim(id, network, node, chainId, transactionHash, next, why, expected, how, atHeight, revision + 1);
    }
}
