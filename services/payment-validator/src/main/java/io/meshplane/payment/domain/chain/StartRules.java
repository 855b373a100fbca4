package io.meshplane.payment.domain.chain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Where a follower that has nothing yet begins. */
public final class StartRules {

    /**
     * The first height to index. Of the heads that the nodes name, the (L+1)-th highest counts: no liar can push it above or
     * below what some honest node says.
     *
     * @param heads one per node that answered
     * @param lookBack blocks before the head that still matter
     * @return empty until enough nodes have answered
     */
    public static OptionalLong firstHeight(Collection<Long> heads, QuorumPolicy policy, long lookBack) {
        if (heads.size() < policy.answersNeeded()) return OptionalLong.empty();
        List<Long> highestFirst =
                heads.stream().sorted(Comparator.reverseOrder()).toList();
        return OptionalLong.of(Math.max(0, highestFirst.get(policy.liars()) - lookBack));
    }

    private StartRules() {}
}
