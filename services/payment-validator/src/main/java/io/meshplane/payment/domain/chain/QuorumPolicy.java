package io.meshplane.payment.domain.chain;

import java.util.Collection;

/**
 * How many full nodes may fail, and how many must agree.
 *
 * @param nodes N: configured full nodes
 * @param liars L: of them may lie, together and consistently
 * @param hung H: of them may be silent at the same time
 * @param quorum M: distinct nodes that must support a block hash
 * @param groups G: distinct groups that those must be of; above 1, no vendor alone is believed
 */
public record QuorumPolicy(int nodes, int liars, int hung, int quorum, int groups) {
    public static final int NODES_MAX = 32;

    /** @throws IllegalArgumentException with words for the operator if these numbers cannot keep the promise */
    public QuorumPolicy {
        if (liars < 0 || hung < 0 || nodes > NODES_MAX) {
            throw new IllegalArgumentException("liars and hung nodes are 0 or more, full nodes at most " + NODES_MAX);
        }
        if (quorum < liars + 1) {
            throw new IllegalArgumentException("quorum " + quorum + " is unsafe: " + liars
                    + " lying node(s) could reach it alone; at least " + (liars + 1) + " is needed");
        }
        int needed = 2 * liars + hung + 1;
        if (nodes < needed) {
            throw new IllegalArgumentException("too few full nodes: " + liars + " lying and " + hung
                    + " hung need at least " + needed + " (2L+H+1), " + nodes + " are configured");
        }
        if (quorum > nodes - liars - hung) {
            throw new IllegalArgumentException("quorum " + quorum + " could never be reached with " + liars
                    + " lying and " + hung + " hung of " + nodes + " full nodes");
        }
        if (groups < 1 || groups > quorum) {
            throw new IllegalArgumentException(
                    "groups " + groups + ": a quorum of " + quorum + " can span 1 to " + quorum + " groups");
        }
    }

    /** Whoever runs them: nodes of one vendor may be a quorum. */
    public QuorumPolicy(int nodes, int liars, int hung, int quorum) {
        this(nodes, liars, hung, quorum, 1);
    }

    /** Whether these nodes, each counted once, are enough to be believed. */
    public boolean isMetBy(Collection<FullNode> supporters) {
        if (supporters.size() < quorum) return false; // a liar alone, most of the time
        return supporters.stream().distinct().count() >= quorum
                && supporters.stream().map(FullNode::group).distinct().count() >= groups;
    }

    /** How many answers a decision about heights needs: enough that the honest ones outnumber the liars. */
    int answersNeeded() {
        return nodes - hung;
    }

    /** The assumption that every verdict rests on, for the operator. */
    public String inWords() {
        String span = groups == 1 ? "" : " and are of " + groups + " groups or more";
        String vendors = groups == 1 ? "" : ", unless they are of fewer than " + groups + " groups";
        return "a block counts when " + quorum + " of " + nodes + " full nodes show the same hash" + span
                + "; verdicts are right while at"
                + " most " + liars + " of them lie(s) and go on while at most " + hung + " more hang(s); " + quorum
                + " nodes that lie together would be believed" + vendors;
    }
}
