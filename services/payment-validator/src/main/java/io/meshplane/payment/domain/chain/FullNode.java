package io.meshplane.payment.domain.chain;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * What operators call a full node of the chain, and who runs it. Either is 1 to 32 characters of a-z, 0-9 and hyphens.
 *
 * @param group the vendor: nodes of one group may fail and lie together
 */
public record FullNode(String name, String group) implements Comparable<FullNode> {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Comparator<FullNode> ORDER =
            Comparator.comparing(FullNode::name).thenComparing(FullNode::group);

    public FullNode {
        if (!LABEL.matcher(name).matches() || !LABEL.matcher(group).matches()) {
            throw new IllegalArgumentException(
                    "name and group of a full node: 1-32 characters of a-z, 0-9 and hyphens each");
        }
    }

    /** A node that is a group of its own. */
    public FullNode(String name) {
        this(name, name);
    }

    @Override
    public int compareTo(FullNode other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
