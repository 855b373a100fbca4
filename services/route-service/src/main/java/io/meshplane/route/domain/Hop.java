package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One step of a route.
 *
 * @param link the sending end
 * @param cost of sending over it; an operator's override where there is one
 * @param price what the sending node asks of others; null = it has set none, which is not a price of 0
 * @param rttMicros null = not measured
 * @param lossPpm millionths; null = not measured
 */
public record Hop(
        LinkKey link,
        NodeId to,
        int cost,
        @Nullable PriceTag price,
        @Nullable Long rttMicros,
        @Nullable Integer lossPpm) {

    public NodeId from() {
        return link.port().node();
    }

    /** Of the sending node. */
    public String interfaceName() {
        return link.port().interfaceName();
    }
}
