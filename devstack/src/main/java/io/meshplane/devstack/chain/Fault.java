package io.meshplane.devstack.chain;

import io.meshplane.chain.Transaction;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A way in which a node fails its clients. A node may have one of each kind at once; restarts forget them. */
sealed interface Fault {
    /** Accepts requests and never answers. */
    record Hang() implements Fault {}

    /** Shows the chain as it was some blocks ago. */
    record Lag(int blocks) implements Fault {}

    /**
     * Builds a chain of its own from the next block on, every hash of it true.
     *
     * @param payment a signed transaction that its first block contains
     */
    record Fork(Optional<Transaction> payment) implements Fault {}

    /** Alters fields of transactions, receipts and logs in its answers. */
    record Lie(Set<Field> fields) implements Fault {
        public Lie {
            fields = Set.copyOf(fields);
        }
    }

    /** Says that it is syncing, and stays where it was when this began. */
    record Syncing() implements Fault {}

    /** Names another chain id. */
    record WrongChainId(long chainId) implements Fault {}

    /** Answers every request with this HTTP status, 500 to 599. */
    record HttpError(int status) implements Fault {}

    /** Answers late. */
    record Slow(Duration delay) implements Fault {}

    /** What a lie alters. */
    enum Field {
        AMOUNT,
        PAYEE,
        STATUS
    }
}
