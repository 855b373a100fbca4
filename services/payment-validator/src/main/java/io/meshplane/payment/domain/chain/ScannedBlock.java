package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import java.util.List;
import java.util.SortedSet;

/** What an agreed and proven block says of money. */
public record ScannedBlock(
        long height, Hash32 hash, SortedSet<FullNode> supporters, List<ScannedTransaction> transactions) {
    public ScannedBlock {
        transactions = List.copyOf(transactions);
    }

    /**
     * A transaction of the block.
     *
     * @param payments to any network's wallet; empty unless the finding is {@link Finding#PAYS}
     */
    public record ScannedTransaction(Hash32 hash, Finding finding, List<Payment> payments) {
        public ScannedTransaction {
            payments = List.copyOf(payments);
        }
    }

    /** What a transaction is to us. */
    public enum Finding {
        PAYS,
        /** It moved nothing to any of our wallets, as far as a proof can show. */
        NOT_TO_US,
        /** It failed on the chain: nothing moved. */
        REVERTED,
        /** It is bound to no chain (before EIP-155), so its copy on another chain would be the same payment. */
        REPLAYABLE
    }
}
