package io.meshplane.route.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All ends of a network and which belongs to which. The peer is the node that the router named; else the one whose report mirrors this
 * one (its local address is this peer address and the other way round); else the only other node that has the peer address on an
 * interface. Link-local addresses may repeat, so where two nodes fit, neither is taken.
 */
final class LinkTable {
    private final NavigableMap<LinkKey, LinkEnd> ends = new TreeMap<>();
    private final Map<LinkAddress, Set<LinkEnd>> byLocal = new HashMap<>();
    private final Map<LinkAddress, Set<LinkEnd>> byPeer = new HashMap<>();

    NavigableMap<LinkKey, LinkEnd> ends() {
        return ends;
    }

    @Nullable LinkEnd get(LinkKey key) {
        return ends.get(key);
    }

    void add(LinkEnd end) {
        ends.put(end.key(), end);
        end.node.ends.add(end);
        byLocal.computeIfAbsent(end.seen.local(), address -> new HashSet<>(2)).add(end);
        byPeer.computeIfAbsent(end.seen.peer(), address -> new HashSet<>(2)).add(end);
    }

    void remove(LinkEnd end) {
        ends.remove(end.key());
        end.node.ends.remove(end);
        drop(byLocal, end.seen.local(), end);
        drop(byPeer, end.seen.peer(), end);
    }

    private static void drop(Map<LinkAddress, Set<LinkEnd>> index, LinkAddress address, LinkEnd end) {
        Set<LinkEnd> at = index.get(address);
        if (at == null) return;
        at.remove(end);
        if (at.isEmpty()) index.remove(address);
    }

    /** The ends that may belong to another node now that something is new at this one: itself and all that lead to its address. */
    Set<LinkEnd> concernedBy(LinkEnd end) {
        Set<LinkEnd> concerned = new HashSet<>(byPeer.getOrDefault(end.seen.local(), Set.of()));
        concerned.add(end);
        return concerned;
    }

    /** What other members report of the same pair of addresses. */
    List<LinkEnd> mirrors(LinkEnd end) {
        List<LinkEnd> mirrors = new ArrayList<>(1);
        for (LinkEnd other : byLocal.getOrDefault(end.seen.peer(), Set.of())) {
            boolean mirrored = other.seen.peer().equals(end.seen.local());
            boolean meansUs = other.seen.peerId() == null || other.seen.peerId().equals(end.node.id);
            if (mirrored && meansUs && other.node != end.node && other.node.isMember()) mirrors.add(other);
        }
        return mirrors;
    }

    /** Who is at the other end, where no router named it; null where nobody, or more than one node, could be meant. */
    @Nullable Node peer(LinkEnd end, List<LinkEnd> mirrors) {
        Node only = null;
        for (LinkEnd other : mirrors) {
            if (only != null && only != other.node) return null;
            only = other.node;
        }
        if (only != null) return only;
        for (LinkEnd other : byLocal.getOrDefault(end.seen.peer(), Set.of())) {
            if (other.node == end.node || !other.node.isMember()) continue;
            if (only != null && only != other.node) return null;
            only = other.node;
        }
        return only;
    }
}
