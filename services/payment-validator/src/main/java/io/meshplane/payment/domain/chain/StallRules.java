package io.meshplane.payment.domain.chain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the chain grows and nobody can tell how: enough nodes vote, but they show different blocks, as when one honest node and
 * one with a history of its own are left. Nothing is decided then, which looks like a chain that rests.
 */
public final class StallRules {

    /**
     * Of the heads that voting nodes name, the (L+1)-th highest counts: liars alone cannot raise an alarm.
     *
     * @param heads one per node that votes
     * @param agreedHead newest height that is agreed, and indexed
     * @param blocks so far above it is too far
     */
    public static boolean isStalled(Collection<Long> heads, long agreedHead, QuorumPolicy policy, long blocks) {
        List<Long> highestFirst =
                heads.stream().sorted(Comparator.reverseOrder()).toList();
        return highestFirst.size() > policy.liars() && highestFirst.get(policy.liars()) > agreedHead + blocks;
    }

    private StallRules() {}
}
