package io.meshplane.payment.domain.usage;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import java.util.Comparator;
import java.util.Optional;

/**
 * One direction of a link: what a seller sends to a buyer.
 *
 * @param buyer a node id; empty = the seller does not know who is at the other end
 */
public record Direction(NetworkId network, NodeId seller, String buyer) implements Comparable<Direction> {
    private static final Comparator<Direction> ORDER = Comparator.comparing(
                    (Direction one) -> one.network().value())
            .thenComparing(one -> one.seller().value())
            .thenComparing(Direction::buyer);

    public Direction {
        if (!buyer.isEmpty()) buyer = new NodeId(buyer).value();
        if (buyer.equals(seller.value())) throw new IllegalArgumentException("a node sells nothing to itself");
    }

    public Optional<NodeId> buyerNode() {
        return buyer.isEmpty() ? Optional.empty() : Optional.of(new NodeId(buyer));
    }

    /** By network, seller and buyer: the order in which directions are locked. */
    @Override
    public int compareTo(Direction other) {
        return ORDER.compare(this, other);
    }
}
