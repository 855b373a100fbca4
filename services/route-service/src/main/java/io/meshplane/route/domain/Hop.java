package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One step of a route.
 *
 * @param interfaceName of the sending node
 * @param price what the sending node asks; null = it has set none, and asks nothing
 * @param rttMicros null = not measured
 */
public record Hop(
        NodeId from,
        NodeId to,
        String interfaceName,
        int cost,
        @Nullable PriceTag price,
        @Nullable Long rttMicros) {}
