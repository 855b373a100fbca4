package io.meshplane.simulation.payment;

import io.meshplane.chain.Bytes;
import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.ChainLink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A made-up block: its hash is a number, its body the numbers of the payments in it. */
record SimBlock(ChainLink link, Set<Integer> payments) {
    SimBlock {
        payments = Set.copyOf(payments);
    }

    static Hash32 hash(long number) {
        return new Hash32(Bytes.of(ByteBuffer.allocate(32).putLong(24, number).array()));
    }

    /** A chain with one block more. */
    static List<SimBlock> grown(List<SimBlock> chain, long hash, Set<Integer> payments) {
        Hash32 parent = chain.isEmpty() ? Hash32.ZERO : chain.getLast().link().hash();
        List<SimBlock> longer = new ArrayList<>(chain);
        longer.add(new SimBlock(new ChainLink(chain.size(), hash(hash), parent), payments));
        return longer;
    }
}
