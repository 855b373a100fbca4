package io.meshplane.payment.domain.chain;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The full nodes that are followed and how many of them must agree; only such as can keep the promise exist. */
public record Roster(SortedSet<FullNode> nodes, QuorumPolicy policy) {
    /** @throws IllegalArgumentException with words for the operator if the groups are too few, or too few are left over */
    public Roster {
        nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
        if (nodes.size() != policy.nodes()) throw new IllegalArgumentException("policy is for " + policy.nodes());
        int left = groupsLeft(nodes, policy.liars() + policy.hung());
        if (left < policy.groups()) {
            throw new IllegalArgumentException("too few groups of full nodes: with " + policy.liars() + " lying and "
                    + policy.hung() + " hung only " + left + " may be left, and a quorum must span "
                    + policy.groups());
        }
    }

    /** The nodes as they are named, each once. */
    public static Roster of(List<FullNode> named, int liars, int hung, int quorum, int groups) {
        SortedSet<FullNode> nodes = new TreeSet<>(named);
        if (named.stream().map(FullNode::name).distinct().count() < named.size()) {
            throw new IllegalArgumentException("two full nodes have the same name");
        }
        return new Roster(nodes, new QuorumPolicy(named.size(), liars, hung, quorum, groups));
    }

    /** How many groups are left in the worst case: that the smallest ones fail altogether first. */
    private static int groupsLeft(Collection<FullNode> nodes, int failing) {
        List<Long> sizes =
                nodes.stream().collect(Collectors.groupingBy(FullNode::group, Collectors.counting())).values().stream()
                        .sorted()
                        .toList();
        long budget = failing;
        int gone = 0;
        for (long size : sizes) {
            if (size > budget) break;
            budget -= size;
            gone++;
        }
        return sizes.size() - gone;
    }
}
