package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ways that were published before this process knew the network, or by another process: a node keeps such a way as if it had been chosen
 * here, so that a restart changes nothing and two instances come to agree.
 */
public final class RememberedWays {
    private final Map<NodeId, List<Step>> ways = new HashMap<>();

    /** One hop by its names. */
    public record Step(NodeId from, String interfaceName, NodeId to) {}

    void put(NodeId node, List<Step> way) {
        ways.put(node, List.copyOf(way));
    }

    /** Gives nodes the ways that can still be gone; those that cannot are forgotten. */
    void bringBack(Map<NodeId, Node> nodes) {
        ways.forEach((id, steps) -> {
            List<LinkEnd> way = resolve(steps, nodes);
            Node node = nodes.get(id);
            if (node != null && way != null) node.way = way;
        });
        ways.clear();
    }

    private static @Nullable List<LinkEnd> resolve(List<Step> steps, Map<NodeId, Node> nodes) {
        List<LinkEnd> way = new ArrayList<>(steps.size());
        for (Step step : steps) {
            Node from = nodes.get(step.from());
            LinkEnd found = null;
            if (from == null) return null;
            for (LinkEnd end : from.ends) {
                boolean fits = end.peer != null
                        && end.peer.id.equals(step.to())
                        && end.key().port().interfaceName().equals(step.interfaceName());
                if (fits && (found == null || end.key().compareTo(found.key()) < 0)) found = end;
            }
            if (found == null) return null;
            way.add(found);
        }
        return way;
    }
}
