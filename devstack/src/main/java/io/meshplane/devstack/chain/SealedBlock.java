package io.meshplane.devstack.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Transaction;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;

/** A block with its hash and all that its transactions did. */
record SealedBlock(BlockHeader header, Hash32 hash, List<Included> transactions) {
    SealedBlock {
        transactions = List.copyOf(transactions);
    }

    /**
     * A transaction in its block.
     *
     * @param index in the block, from 0
     * @param firstLogIndex in the block, from 0
     * @param gasPrice wei that a unit of gas really cost
     */
    record Included(
            Transaction transaction,
            Hash32 hash,
            Address sender,
            Receipt receipt,
            int index,
            int firstLogIndex,
            long gasUsed,
            BigInteger gasPrice) {}

    long number() {
        return header.number();
    }

    /** Every block of this chain has one. */
    BigInteger baseFee() {
        return Objects.requireNonNull(header.baseFeePerGas());
    }
}
