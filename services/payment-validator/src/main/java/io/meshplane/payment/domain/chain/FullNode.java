package io.meshplane.payment.domain.chain;

/** What operators call a full node of the chain: 1 to 32 characters of a-z, 0-9 and hyphens. */
public record FullNode(String name) implements Comparable<FullNode> {
    public FullNode {
        if (!name.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("name of a full node: 1-32 characters of a-z, 0-9 and hyphens");
        }
    }

    @Override
    public int compareTo(FullNode other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
