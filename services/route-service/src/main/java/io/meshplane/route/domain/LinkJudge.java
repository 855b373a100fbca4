package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.route.domain.LinkTrust.Evidence;
import io.meshplane.route.domain.LinkTrust.Verdict;
import io.meshplane.route.domain.LinkTrust.Word;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says of every end of a link who is at the other one, whether it is to be used and on what terms; the topology follows. */
final class LinkJudge {
    final NavigableMap<Port, PriceTag> prices = new TreeMap<>();
    final NavigableMap<LinkKey, CostOverride> overrides = new TreeMap<>();

    private final RouteRules rules;
    private final LinkTable links;
    private final Topology topology;
    private final Function<NodeId, Node> nodes;
    private final Set<LinkEnd> settling = new LinkedHashSet<>();
    private final Set<LinkEnd> changed = new LinkedHashSet<>();

    /** @param nodes gives the node of an id, a new one if need be */
    LinkJudge(RouteRules rules, LinkTable links, Topology topology, Function<NodeId, Node> nodes) {
        this.rules = rules;
        this.links = links;
        this.topology = topology;
        this.nodes = nodes;
    }

    /** Whether any end differs from what routes were chosen by. */
    boolean hasNews() {
        return !changed.isEmpty();
    }

    /** Routes were chosen. */
    void settled() {
        for (LinkEnd end : changed) end.changed = false;
        changed.clear();
    }

    /** Everything that may be different now that a node is, or is no more, a member. */
    void around(Node node, Instant now) {
        var _ = freshness(node, now);
        Set<LinkEnd> concerned = new LinkedHashSet<>(node.towards);
        for (LinkEnd end : node.ends) concerned.addAll(links.concernedBy(end));
        for (LinkEnd end : concerned) judge(end, now);
    }

    /** Looks whether a node's word holds; returns whether that is new. */
    boolean freshness(Node node, Instant now) {
        Instant staleAt = staleAt(node);
        boolean stale = staleAt == null || !now.isBefore(staleAt);
        if (stale == node.stale) return false;
        node.stale = stale;
        for (LinkEnd end : List.copyOf(node.ends)) judge(end, now);
        for (LinkEnd end : List.copyOf(node.towards)) judge(end, now);
        return true;
    }

    private @Nullable Instant staleAt(Node node) {
        Membership.Role role = node.membership == null ? Membership.Role.CLIENT : node.membership.role();
        return rules.freshness().staleAt(node.heardAt, role);
    }

    /** A new end, or one with other addresses than before. */
    void placed(LinkEnd end, Instant now) {
        links.add(end);
        for (LinkEnd concerned : links.concernedBy(end)) judge(concerned, now);
    }

    /** An end says something else of the same link. */
    void restated(LinkEnd end, Instant now) {
        judge(end, now);
        for (LinkEnd mirror : links.mirrors(end)) judge(mirror, now);
    }

    /** An end that is no longer reported, or will be placed elsewhere. */
    void removed(LinkEnd end, Instant now) {
        Set<LinkEnd> concerned = links.concernedBy(end);
        links.remove(end);
        if (end.peer != null) end.peer.towards.remove(end);
        end.peer = null;
        end.hop = null;
        settling.remove(end);
        note(end);
        topology.remove(end);
        concerned.remove(end);
        for (LinkEnd other : concerned) judge(other, now);
    }

    /** Time has passed: links have settled, overrides have expired. */
    void advance(Instant now) {
        for (LinkEnd end : List.copyOf(settling)) judge(end, now);
        for (LinkKey key : overrides.keySet()) {
            LinkEnd end = links.get(key);
            if (end != null) refresh(end, now);
        }
    }

    private void judge(LinkEnd end, Instant now) {
        List<LinkEnd> mirrors = links.mirrors(end);
        NodeId named = end.seen.peerId();
        Node peer = named != null ? nodes.apply(named) : links.peer(end, mirrors);
        if (peer != end.peer) {
            if (end.peer != null) end.peer.towards.remove(end);
            if (peer != null) peer.towards.add(end);
            end.peer = peer;
        }
        end.status = status(end, mirrors, now);
        if (end.status == Link.Status.SETTLING) settling.add(end);
        else settling.remove(end);
        refresh(end, now);
    }

    private Link.Status status(LinkEnd end, List<LinkEnd> mirrors, Instant now) {
        Node peer = end.peer;
        if (!end.node.isMember()) return Link.Status.NOT_A_MEMBER;
        if (!end.word.up()) return Link.Status.DOWN;
        if (peer == null) return Link.Status.PEER_UNKNOWN;
        if (!peer.isMember() || peer == end.node) return Link.Status.NOT_A_MEMBER;
        Word answer = null;
        for (LinkEnd mirror : mirrors) {
            if (mirror.node == peer && (answer == null || !answer.up())) answer = mirror.word;
        }
        Verdict verdict = rules.trust().judge(new Evidence(end.word, staleAt(end.node), answer, staleAt(peer)), now);
        return switch (verdict) {
            case USABLE -> Link.Status.USABLE;
            case DOWN, UNREPORTED -> Link.Status.DOWN;
            case DOWN_AT_PEER -> Link.Status.DOWN_AT_PEER;
            case STALE -> Link.Status.STALE;
            case PEER_STALE -> Link.Status.PEER_STALE;
            case SETTLING -> Link.Status.SETTLING;
        };
    }

    /** Makes the hop that an end is to routes now. */
    void refresh(LinkEnd end, Instant now) {
        Hop hop = hop(end, now);
        if (Objects.equals(hop, end.hop)) return;
        end.hop = hop;
        note(end);
        topology.follow(end);
    }

    private @Nullable Hop hop(LinkEnd end, Instant now) {
        if (end.status != Link.Status.USABLE || end.peer == null) return null;
        Observation seen = end.seen;
        int cost = CostOverride.effectiveCost(seen.cost(), overrides.get(end.key()), now);
        if (cost == Observation.DOWN) return null;
        PriceTag price = prices.get(seen.key().port());
        return new Hop(seen.key(), end.peer.id, cost, price, seen.rttMicros(), seen.lossPpm());
    }

    private void note(LinkEnd end) {
        end.changed = true;
        changed.add(end);
    }
}
