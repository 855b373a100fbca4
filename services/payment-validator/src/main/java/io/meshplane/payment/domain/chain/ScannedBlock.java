package io.meshplane.payment.domain.chain;

import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Hash32;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What an agreed and proven block says of money.
 *
 * @param header empty where the chain's profile proves nothing
 */
public record ScannedBlock(
        long height,
        Hash32 hash,
        SortedSet<FullNode> supporters,
        List<ScannedTransaction> transactions,
        Optional<BlockHeader> header) {
    public ScannedBlock {
        transactions = List.copyOf(transactions);
    }

    /**
     * A transaction of the block.
     *
     * @param payments to any network's wallet; empty unless the finding is {@link Finding#PAYS}
     * @param finality that is asked of it, decided now
     * @param proof that it stands in its block, where it pays and the chain's profile can prove it
     */
    public record ScannedTransaction(
            Hash32 hash, Finding finding, List<Payment> payments, Finality finality, Optional<InclusionProof> proof) {
        public ScannedTransaction {
            payments = List.copyOf(payments);
        }

        ScannedTransaction with(InclusionProof shown) {
            return new ScannedTransaction(hash, finding, payments, finality, Optional.of(shown));
        }
    }

    /** What a transaction is to us. */
    public enum Finding {
        PAYS,
        /** It moved nothing to any of our wallets, as far as a proof can show. */
        NOT_TO_US,
        /** A contract's code ran, and no log shows a payment to us: coin may have moved inside the call, which no proof shows. */
        UNPROVABLE,
        /** It failed on the chain: nothing moved. */
        REVERTED,
        /** It is bound to no chain (before EIP-155), so its copy on another chain would be the same payment. */
        REPLAYABLE
    }
}
