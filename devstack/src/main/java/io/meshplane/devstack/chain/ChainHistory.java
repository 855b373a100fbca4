package io.meshplane.devstack.chain;

import io.meshplane.chain.Hash32;
import io.meshplane.devstack.chain.SealedBlock.Included;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of blocks from block 0 on, with the states of the newest. Guarded by the driver's lock. */
final class ChainHistory {
    /** States older than this are forgotten, as by a full node that is no archive. */
    static final int STATES_KEPT = 128;

    private final List<SealedBlock> blocks;
    private final Map<Long, WorldState> states;
    private final Map<Hash32, Long> numberByHash;
    private final Map<Hash32, Long> numberByTransaction;

    /** Where a transaction stands. */
    record Place(SealedBlock block, Included transaction) {}

    ChainHistory(SealedBlock genesis, WorldState state) {
        this.blocks = new ArrayList<>(List.of(genesis));
        this.states = new HashMap<>(Map.of(0L, state));
        this.numberByHash = new HashMap<>(Map.of(genesis.hash(), 0L));
        this.numberByTransaction = new HashMap<>();
    }

    private ChainHistory(ChainHistory other) {
        this.blocks = new ArrayList<>(other.blocks);
        this.states = new HashMap<>(other.states);
        this.numberByHash = new HashMap<>(other.numberByHash);
        this.numberByTransaction = new HashMap<>(other.numberByTransaction);
    }

    /** A history of its own that shares the past. */
    ChainHistory branch() {
        return new ChainHistory(this);
    }

    SealedBlock head() {
        return blocks.getLast();
    }

    long height() {
        return blocks.size() - 1L;
    }

    WorldState headState() {
        return stateAfter(height()).orElseThrow();
    }

    /** Empty once forgotten. */
    Optional<WorldState> stateAfter(long number) {
        return Optional.ofNullable(states.get(number));
    }

    Optional<SealedBlock> block(long number) {
        return number < 0 || number > height() ? Optional.empty() : Optional.of(blocks.get((int) number));
    }

    Optional<SealedBlock> block(Hash32 hash) {
        return Optional.ofNullable(numberByHash.get(hash)).flatMap(this::block);
    }

    Optional<Place> transaction(Hash32 hash) {
        return Optional.ofNullable(numberByTransaction.get(hash))
                .flatMap(this::block)
                .flatMap(block -> block.transactions().stream()
                        .filter(each -> each.hash().equals(hash))
                        .findFirst()
                        .map(each -> new Place(block, each)));
    }

    BlockBuilder nextBlock() {
        return new BlockBuilder(head(), headState());
    }

    void append(BlockBuilder.Built built) {
        SealedBlock block = built.block();
        if (!block.header().parentHash().equals(head().hash())) {
            throw new IllegalStateException("block " + block.number() + " does not continue this chain");
        }
        blocks.add(block);
        states.put(block.number(), built.state());
        states.remove(block.number() - STATES_KEPT);
        numberByHash.put(block.hash(), block.number());
        block.transactions().forEach(each -> numberByTransaction.put(each.hash(), block.number()));
    }

    /** Takes the newest blocks away and returns them, oldest first. */
    List<SealedBlock> truncate(int depth) {
        List<SealedBlock> tail = blocks.subList(blocks.size() - depth, blocks.size());
        List<SealedBlock> dropped = List.copyOf(tail);
        tail.clear();
        for (SealedBlock block : dropped) {
            states.remove(block.number());
            numberByHash.remove(block.hash());
            block.transactions().forEach(each -> numberByTransaction.remove(each.hash()));
        }
        return dropped;
    }
}
