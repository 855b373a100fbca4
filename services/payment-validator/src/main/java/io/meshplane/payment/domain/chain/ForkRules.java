package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import java.util.OptionalLong;

/**
 * Which full node goes its own way. Each link of such a history may be sound, so no proof refutes it: all that can be said is that
 * it is not what a quorum shows. The node keeps its vote, because if a second one joined it, verdicts must halt.
 */
public final class ForkRules {
    /** A difference under so many agreed blocks is no reorganisation that is still on its way. */
    public static final int SETTLED_BLOCKS = 4;

    /**
     * The lowest height at which a node shows another block than a quorum, if that is settled.
     *
     * @param agreedHead newest agreed height
     * @return empty also while nobody can tell: the node does not show so much, or nothing is agreed there
     */
    public static OptionalLong ownHistoryFrom(HeaderWindow shown, Agreement agreement, long agreedHead) {
        long height = Math.min(agreedHead - SETTLED_BLOCKS, shown.head());
        if (height < shown.base() || !differs(shown, agreement, height)) return OptionalLong.empty();
        while (height > shown.base() && differs(shown, agreement, height - 1)) height--;
        return OptionalLong.of(height);
    }

    private static boolean differs(HeaderWindow shown, Agreement agreement, long height) {
        Hash32 own = shown.hashAt(height).orElseThrow();
        return agreement.at(height) instanceof Agreement.At.Agreed(Hash32 agreed, var supporters)
                && !agreed.equals(own);
    }

    private ForkRules() {}
}
