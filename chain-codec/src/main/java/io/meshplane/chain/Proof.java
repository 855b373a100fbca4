package io.meshplane.chain;

import java.util.List;

/** What {@link BlockProof} found. */
public sealed interface Proof {
    /** Header, transactions and receipts are those of the block that the hash names. Not: that this block is canonical. */
    record Proven(Hash32 blockHash, BlockHeader header, List<ProvenTransaction> transactions) implements Proof {
        public Proven {
            transactions = List.copyOf(transactions);
        }
    }

    /** Something was altered, dropped, added, reordered or made up. */
    record Refuted(Flaw flaw) implements Proof {}

    /** The block has something that this code does not know: no verdict on who told it. */
    record Unsupported(Gap gap) implements Proof {}

    /**
     * A transaction of a proven block.
     *
     * @param hash of the transaction
     * @param index place in the block, from 0
     * @param firstLogIndex place in the block of the receipt's first log, from 0
     */
    record ProvenTransaction(Transaction transaction, Hash32 hash, Receipt receipt, int index, int firstLogIndex) {}

    /** Why a block is refuted: the first that holds. */
    enum Flaw {
        HEADER_HASH_DIFFERS,
        TRANSACTIONS_ROOT_DIFFERS,
        RECEIPT_COUNT_DIFFERS,
        RECEIPTS_ROOT_DIFFERS,
        TRANSACTION_MALFORMED,
        RECEIPT_TYPE_DIFFERS,
        GAS_USED_DIFFERS,
        LOGS_BLOOM_DIFFERS
    }

    /** Why a block cannot be judged. */
    enum Gap {
        UNKNOWN_TRANSACTION_TYPE,
        /** Transactions of more than {@link BlockProof#MAX_BODY_BYTES}. */
        BODY_TOO_LARGE
    }
}
