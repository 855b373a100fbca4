package io.meshplane.simulation.payment;

import io.meshplane.payment.domain.chain.ChainLink;
import io.meshplane.payment.domain.chain.FullNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A full node of the simulation: what it shows, and how it fails. */
final class SimNode {
    final FullNode name;
    final Kind kind;
    List<SimBlock> shown = List.of();
    /** The block that it calls final; null while it names none. */
    @Nullable ChainLink finalized;

    /** What a node is; honest ones lag and drop requests now and then. */
    enum Kind {
        HONEST,
        /** Accepts and never answers. */
        HUNG,
        /** Shows a history of its own, every link of it sound. */
        FORKS,
        /** Shows the true chain and alters bodies. */
        ALTERS,
        /** Shows headers that do not hash to what it says. */
        MISFITS,
        /** Shows the beginning of the chain for ever. */
        STANDS_STILL,
        /** Serves another chain. */
        FOREIGN,
        /** Answers nonsense now and then, and forks besides. */
        GARBLES
    }

    SimNode(int number, Kind kind) {
        this.name = new FullNode("n" + number);
        this.kind = kind;
    }

    boolean isHonest() {
        return kind == Kind.HONEST;
    }

    /** Whether what it shows is the liars' history. */
    boolean forks() {
        return kind == Kind.FORKS || kind == Kind.GARBLES;
    }
}
