package io.meshplane.devstack.chain;

import io.meshplane.chain.Address;
import io.meshplane.chain.BlockHeader;
import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.chain.Keccak256;
import io.meshplane.chain.LogsBloom;
import io.meshplane.chain.MerklePatriciaTrie;
import io.meshplane.chain.Receipt;
import io.meshplane.chain.Transaction;
import io.meshplane.devstack.chain.SealedBlock.Included;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds one block on a parent. The same parent, time, note and transactions give the same hash, always. */
final class BlockBuilder {
    private static final Bytes NO_NONCE = Bytes.of(new byte[8]);

    private final SealedBlock parent;
    private final WorldState parentState;
    private final BigInteger baseFee;
    private final List<Included> included = new ArrayList<>();
    private WorldState.@Nullable Draft draft;
    private long gasUsed;
    private int logCount;

    BlockBuilder(SealedBlock parent, WorldState parentState) {
        this.parent = parent;
        this.parentState = parentState;
        this.baseFee = Gas.nextBaseFee(parent);
    }

    /** A block and the state after it. */
    record Built(SealedBlock block, WorldState state) {}

    /** Adds the transaction if it fits here and now; tells whether it did, may later, or never can. */
    Execution.Fit add(Transaction transaction, Address sender) {
        WorldState.Draft state = draft();
        Execution.Fit fit = Execution.fit(
                transaction, sender, state, baseFee, parent.header().gasLimit() - gasUsed);
        if (fit != Execution.Fit.FITS) {
            return fit;
        }
        Execution.Result result = Execution.apply(transaction, sender, state, baseFee);
        gasUsed += result.gasUsed();
        Receipt receipt = new Receipt(transaction.type(), result.succeeded(), gasUsed, result.logs());
        included.add(new Included(
                transaction,
                transaction.hash(),
                sender,
                receipt,
                included.size(),
                logCount,
                result.gasUsed(),
                transaction.effectiveGasPrice(baseFee)));
        logCount += result.logs().size();
        return fit;
    }

    List<Included> included() {
        return List.copyOf(included);
    }

    /**
     * Seals the block.
     *
     * @param note extra data, at most 32 bytes
     */
    Built seal(long timestampSeconds, Bytes note) {
        WorldState state = included.isEmpty() ? parentState : draft().freeze();
        BlockHeader header = header(timestampSeconds, note, state);
        return new Built(new SealedBlock(header, header.hash(), included), state);
    }

    private BlockHeader header(long timestampSeconds, Bytes note, WorldState state) {
        List<Bytes> transactions =
                included.stream().map(each -> each.transaction().encode()).toList();
        List<Bytes> receipts =
                included.stream().map(each -> each.receipt().encode()).toList();
        LogsBloom bloom = included.stream().map(each -> each.receipt().bloom()).reduce(LogsBloom.EMPTY, LogsBloom::or);
        return new BlockHeader(
                parent.hash(),
                BlockHeader.NO_OMMERS,
                Genesis.BENEFICIARY,
                state.root(),
                MerklePatriciaTrie.orderedRoot(transactions),
                MerklePatriciaTrie.orderedRoot(receipts),
                logCount == 0 ? LogsBloom.EMPTY : bloom,
                BigInteger.ZERO,
                parent.number() + 1,
                parent.header().gasLimit(),
                gasUsed,
                timestampSeconds,
                note,
                Keccak256.hash(parent.hash().bytes()),
                NO_NONCE,
                baseFee,
                MerklePatriciaTrie.EMPTY_ROOT,
                0L,
                0L,
                Hash32.ZERO,
                Genesis.NO_REQUESTS);
    }

    private WorldState.Draft draft() {
        if (draft == null) {
            draft = parentState.draft();
        }
        return draft;
    }
}
