package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which end belongs to which, and what can carry traffic. The peer is the node that the router named; else the one whose report
 * mirrors this one (its local address is this peer address and the other way round); else the only other node that has the peer
 * address on an interface. Link-local addresses may repeat, so where two nodes fit, neither is taken.
 */
public final class LinkRules {
    private final Set<NodeId> members;
    private final Map<Ends, List<Observation>> byEnds = new HashMap<>();
    private final Map<LinkAddress, List<NodeId>> byLocal = new HashMap<>();

    private record Ends(LinkAddress here, LinkAddress there) {}

    private LinkRules(Network network) {
        members = network.members().keySet();
        for (Observation seen : network.links().values()) {
            if (!members.contains(seen.node())) continue;
            byEnds.computeIfAbsent(new Ends(seen.local(), seen.peer()), ends -> new ArrayList<>(1))
                    .add(seen);
            List<NodeId> owners = byLocal.computeIfAbsent(seen.local(), address -> new ArrayList<>(1));
            if (!owners.contains(seen.node())) owners.add(seen.node());
        }
    }

    /** Every end of the network by node, interface and peer. */
    public static List<Link> links(Network network) {
        LinkRules rules = new LinkRules(network);
        List<Link> links = new ArrayList<>(network.links().size());
        for (Observation seen : network.links().values()) links.add(rules.link(seen));
        return links;
    }

    private Link link(Observation seen) {
        List<Observation> mirrored = mirrored(seen);
        NodeId peer = seen.peerId() != null ? seen.peerId() : peer(seen, mirrored);
        return new Link(seen, peer, status(seen, peer, mirrored));
    }

    private Link.Status status(Observation seen, @Nullable NodeId peer, List<Observation> mirrored) {
        if (!members.contains(seen.node())) return Link.Status.NOT_A_MEMBER;
        if (!seen.isUp()) return Link.Status.DOWN;
        if (peer == null) return Link.Status.PEER_UNKNOWN;
        if (!members.contains(peer) || peer.equals(seen.node())) return Link.Status.NOT_A_MEMBER;
        boolean said = false;
        for (Observation other : mirrored) {
            if (!other.node().equals(peer)) continue;
            if (other.isUp()) return Link.Status.USABLE;
            said = true;
        }
        return said ? Link.Status.DOWN_AT_PEER : Link.Status.USABLE;
    }

    /** What other nodes report of the same pair of addresses. */
    private List<Observation> mirrored(Observation seen) {
        List<Observation> mirrored = new ArrayList<>(1);
        for (Observation other : byEnds.getOrDefault(new Ends(seen.peer(), seen.local()), List.of())) {
            boolean meansUs = other.peerId() == null || other.peerId().equals(seen.node());
            if (meansUs && !other.node().equals(seen.node())) mirrored.add(other);
        }
        return mirrored;
    }

    private @Nullable NodeId peer(Observation seen, List<Observation> mirrored) {
        NodeId only = null;
        for (Observation other : mirrored) {
            if (only != null && !only.equals(other.node())) return null;
            only = other.node();
        }
        if (only != null) return only;
        for (NodeId owner : byLocal.getOrDefault(seen.peer(), List.of())) {
            if (owner.equals(seen.node())) continue;
            if (only != null) return null;
            only = owner;
        }
        return only;
    }
}
