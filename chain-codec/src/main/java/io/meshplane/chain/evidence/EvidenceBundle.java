package io.meshplane.chain.evidence;

import io.meshplane.chain.Address;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * All that shows that a transaction paid. What hashes prove and what is only stated: {@code docs/evidence.md}.
 *
 * @param network whose wallet is paid; stated
 * @param chainId EIP-155
 * @param position of the transaction in its block, from 0
 * @param headers RLP of the transaction's block and of each block on top of it, lowest first
 * @param transactionProof nodes of the transactions trie, root first
 * @param receiptProof nodes of the receipts trie, root first
 * @param payments that the transaction made to the network, by log index
 * @param votes one for each header, in the same order; stated
 */
public record EvidenceBundle(
        String network,
        long chainId,
        Hash32 transaction,
        int position,
        List<Bytes> headers,
        List<Bytes> transactionProof,
        List<Bytes> receiptProof,
        List<Payment> payments,
        Rules rules,
        List<Vote> votes) {
    public EvidenceBundle {
        headers = List.copyOf(headers);
        transactionProof = List.copyOf(transactionProof);
        receiptProof = List.copyOf(receiptProof);
        payments = List.copyOf(payments);
        votes = List.copyOf(votes);
    }

    /**
     * A transfer.
     *
     * @param logIndex of the token's log among the logs of its transaction, from 0; -1 for the chain's coin
     * @param asset CAIP-19: {@code eip155:<chain>/slip44:60} for coin, {@code eip155:<chain>/erc20:<contract>} for a token
     */
    public record Payment(int logIndex, Address payer, Address payee, BigInteger amount, String asset) {}

    /**
     * What the validator demanded; stated.
     *
     * @param nodes N: full nodes that it asked
     * @param liars L: of them that may lie
     * @param hung H: of them that may be silent beside those
     * @param quorum M: nodes that had to agree on each block
     * @param groups G: distinct groups that those had to be of
     * @param confirmations K: blocks on top of the transaction's
     */
    public record Rules(int nodes, int liars, int hung, int quorum, int groups, int confirmations) {}

    /** Which full nodes showed a block when the validator took it into its index. */
    public record Vote(long height, Hash32 blockHash, Instant at, List<Voter> nodes) {
        public Vote {
            nodes = List.copyOf(nodes);
        }
    }

    /** A full node and who runs it. */
    public record Voter(String name, String group) {}
}
