package io.meshplane.route.domain;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which gateways sentinel has found down. A member of a pool is the gateway of the same name, or whose id the name is. A gateway does not
 * lead to the internet while any pool judges it down; it still forwards. Should that leave no gateway at all, none is left out: judged
 * from outside, all of them down may as well be the judge's own fault.
 */
final class GatewayHealth {
    /** Pools that judge a member down, by the member's name. */
    private final Map<String, Set<String>> down = new HashMap<>();

    /** Takes in a judgement; returns whether it is news. */
    boolean judged(String pool, String member, boolean isDown) {
        if (isDown) return down.computeIfAbsent(member, name -> new HashSet<>()).add(pool);
        Set<String> pools = down.get(member);
        if (pools == null || !pools.remove(pool)) return false;
        if (pools.isEmpty()) down.remove(member);
        return true;
    }

    /** The gateways that lead to the internet. */
    Set<Node> roots(Collection<Node> nodes) {
        Set<Node> gateways = new HashSet<>();
        Set<Node> healthy = new HashSet<>();
        for (Node node : nodes) {
            if (node.membership == null || !node.isGateway()) continue;
            gateways.add(node);
            boolean isDown = down.containsKey(node.membership.name()) || down.containsKey(node.id.value());
            if (!isDown) healthy.add(node);
        }
        return healthy.isEmpty() ? gateways : healthy;
    }
}
