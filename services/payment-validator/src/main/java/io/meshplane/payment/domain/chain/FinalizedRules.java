package io.meshplane.payment.domain.chain;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** How far the indexed chain is final, as the full nodes say by their block {@code finalized}. */
public final class FinalizedRules {

    /** What a node shows: its newest headers, and the block that it calls finalized. */
    public record Said(HeaderWindow window, ChainLink finalized) {}

    /**
     * The highest height that a quorum calls final: with at most L liars among them, one honest node at least says so. A node's
     * word counts only for a history that is the indexed one, and as far as that goes.
     *
     * @param said by nodes that may vote; one that does not know the tag is not among them
     * @return -1 if there is none
     */
    public static long height(HeaderWindow indexed, Map<FullNode, Said> said, QuorumPolicy policy) {
        Map<FullNode, Long> votes = new HashMap<>();
        said.forEach((node, each) -> vote(indexed, each).ifPresent(height -> votes.put(node, height)));
        return new TreeSet<>(votes.values())
                .descendingSet().stream()
                        .filter(height -> policy.isMetBy(atLeast(height, votes)))
                        .findFirst()
                        .orElse(-1L);
    }

    private static Collection<FullNode> atLeast(long height, Map<FullNode, Long> votes) {
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue() >= height)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Optional<Long> vote(HeaderWindow indexed, Said said) {
        if (indexed.isEmpty()) return Optional.empty();
        long height = Math.min(said.finalized().height(), indexed.head());
        // both are linked: where they are the same at one height they are the same below it
        long compared = Math.max(height, Math.max(indexed.base(), said.window().base()));
        boolean sameHistory = indexed.hashAt(compared)
                .filter(hash ->
                        said.window().hashAt(compared).filter(hash::equals).isPresent())
                .isPresent();
        boolean ofItsOwn = said.window()
                .hashAt(said.finalized().height())
                .filter(hash -> !hash.equals(said.finalized().hash()))
                .isEmpty();
        return sameHistory && ofItsOwn ? Optional.of(height) : Optional.empty();
    }

    private FinalizedRules() {}
}
