package io.meshplane.payment.domain.chain;

import io.meshplane.chain.Hash32;
import java.util.Optional;

/**
 * Which full node goes its own way. Each link of such a history may be sound, so no proof refutes it: all that can be said is that
 * it is not what a quorum shows. The node keeps its vote, because if a second one joined it, verdicts must halt.
 */
public final class ForkRules {
    /** A difference under so many agreed blocks is no reorganisation that is still on its way. */
    public static final int SETTLED_BLOCKS = 4;

    /**
     * The history that a node shows in place of a quorum's, if the difference is settled.
     *
     * @param agreedHead newest agreed height
     * @param known what was found when they were last compared: where it begins leaves the window as the chain grows
     * @return empty also while nobody can tell: the node does not show so much, or nothing is agreed there
     */
    public static Optional<OwnHistory> ownHistory(
            HeaderWindow shown, Agreement agreement, long agreedHead, Optional<OwnHistory> known) {
        long height = Math.min(agreedHead - SETTLED_BLOCKS, shown.head());
        if (height < shown.base() || !differs(shown, agreement, height)) return Optional.empty();
        while (height > shown.base() && differs(shown, agreement, height - 1)) height--;
        OwnHistory seen = new OwnHistory(height, height > shown.base());
        return seen.isBeginning()
                ? Optional.of(seen)
                : known.filter(before -> before.from() <= seen.from()).or(() -> Optional.of(seen));
    }

    private static boolean differs(HeaderWindow shown, Agreement agreement, long height) {
        Hash32 own = shown.hashAt(height).orElseThrow();
        return agreement.at(height) instanceof Agreement.At.Agreed(Hash32 agreed, var supporters)
                && !agreed.equals(own);
    }

    private ForkRules() {}
}
