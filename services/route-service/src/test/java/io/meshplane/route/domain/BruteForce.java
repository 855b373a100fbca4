package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tries every simple path, with nothing shared with what it checks but the facts. */
final class BruteForce {
    private final Network network;

    private BruteForce(Network network) {
        this.network = network;
    }

    /** The lowest metric to any gateway, of every node that has a way. */
    static Map<NodeId, Long> metrics(Network network) {
        Map<NodeId, Long> metrics = new TreeMap<>(Comparator.comparing(NodeId::value));
        for (NodeId node : network.members("", Integer.MAX_VALUE)) {
            long best = new BruteForce(network).best(node, new HashSet<>());
            if (best < Long.MAX_VALUE) metrics.put(node, best);
        }
        return metrics;
    }

    private long best(NodeId at, Set<NodeId> passed) {
        if (network.membership(at).orElseThrow().isGateway()) return 0;
        passed.add(at);
        long best = Long.MAX_VALUE;
        for (Link link : Meshes.links(network)) {
            Observation seen = link.seen();
            if (!seen.node().equals(at) || seen.cost() == Observation.DOWN) continue;
            NodeId next = peerOf(seen);
            if (next == null || passed.contains(next) || saysDown(next, seen)) continue;
            long rest = best(next, passed);
            if (rest < Long.MAX_VALUE) best = Math.min(best, seen.cost() + rest);
        }
        passed.remove(at);
        return best;
    }

    /** In these meshes every node has one address, made of its number; but who reports nothing has told it to nobody. */
    private @Nullable NodeId peerOf(Observation seen) {
        if (seen.peerId() != null) return seen.peerId();
        NodeId owner = Meshes.node((int) seen.peer().low() - 1);
        boolean told = Meshes.links(network).stream()
                .anyMatch(other -> other.seen().node().equals(owner));
        return told ? owner : null;
    }

    private boolean saysDown(NodeId peer, Observation seen) {
        LinkKey mirror = new LinkKey(new Port(peer, seen.key().port().interfaceName()), seen.local());
        return network.link(mirror, Meshes.NOW)
                .filter(other -> other.seen().cost() == Observation.DOWN)
                .isPresent();
    }
}
