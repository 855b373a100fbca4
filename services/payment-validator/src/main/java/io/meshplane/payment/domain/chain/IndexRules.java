package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import io.meshplane.payment.domain.chain.Agreement.At;
import java.util.SortedSet;

/** What the index of the chain does next, so that it is what the quorum agrees on. */
public final class IndexRules {

    /** The next step. */
    public sealed interface Step {
        /** Nothing new is agreed. */
        record Idle() implements Step {}

        /** Add this block; its body is to be had from any supporter. */
        record Add(long height, Hash32 hash, SortedSet<FullNode> supporters) implements Step {}

        /** The quorum agrees on other blocks above this height: what was indexed there falls. */
        record Rewind(long height) implements Step {}

        /** The nodes are split at this height: no verdicts until that heals. */
        record Halt(long height) implements Step {}

        /** The chain was rewritten deeper than is remembered; only an operator can tell what is true. */
        record TooDeep(long height) implements Step {}
    }

    /**
     * Decides from what is indexed and what is agreed.
     *
     * @param firstHeight where the index began; below it there is nothing to fall
     */
    public static Step next(HeaderWindow indexed, long firstHeight, Agreement agreement) {
        for (long height = indexed.head(); height >= indexed.base(); height--) {
            switch (agreement.at(height)) {
                case At.Agreed(Hash32 hash, var supporters) -> {
                    if (!indexed.hashAt(height).orElseThrow().equals(hash)) {
                        return rewind(indexed, firstHeight, agreement, height);
                    }
                    if (agreement.areEnough(supporters)) return above(indexed, agreement);
                }
                case At.Split ignored -> {
                    return new Step.Halt(height);
                }
                case At.Open ignored -> {} // nodes that were away show these heights again soon
            }
        }
        return above(indexed, agreement);
    }

    private static Step above(HeaderWindow indexed, Agreement agreement) {
        return switch (agreement.at(indexed.nextHeight())) {
            case At.Agreed(Hash32 hash, SortedSet<FullNode> supporters) ->
                new Step.Add(indexed.nextHeight(), hash, supporters);
            case At.Split ignored -> new Step.Halt(indexed.nextHeight());
            case At.Open ignored -> new Step.Idle();
        };
    }

    private static Step rewind(HeaderWindow indexed, long firstHeight, Agreement agreement, long differsAt) {
        for (long height = differsAt - 1; height >= indexed.base(); height--) {
            if (agreement.at(height) instanceof At.Agreed(Hash32 hash, var supporters)
                    && indexed.hashAt(height).orElseThrow().equals(hash)) {
                return new Step.Rewind(height);
            }
        }
        return indexed.base() == firstHeight ? new Step.Rewind(firstHeight - 1) : new Step.TooDeep(differsAt);
    }

    private IndexRules() {}
}
