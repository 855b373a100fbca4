package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one network, and the routes that follow. Facts come one by one, each with the moment from which it is known; every
 * fact concerns only the links that it speaks of. Routes are brought up to date when asked ({@link #choose}).
 *
 * <p>It is a table of the newest facts, so the order in which facts of different keys come does not matter, but for one thing: of ways
 * that are equally good, or as good as the hysteresis allows, a node keeps the one it has. Not thread-safe.
 */
public final class Network {
    private final RouteRules rules;
    private final NavigableMap<NodeId, Node> nodes = new TreeMap<>(Comparator.comparing(NodeId::value));
    private final LinkTable links = new LinkTable();
    private final NavigableMap<LinkKey, OverrideHistory> overrides = new TreeMap<>();
    private final GatewayHealth health = new GatewayHealth();
    private final RememberedWays remembered = new RememberedWays();
    private final Topology topology;
    private final LinkJudge judge;
    private RoutePolicy policy;
    private boolean news;
    private boolean pricesChanged;

    /** What a fact changed. */
    public enum Change {
        /** Routes may differ now. */
        CHANGED,
        /** It said what was known. */
        UNCHANGED,
        /** It is older than what is known, and was left out. */
        LATE
    }

    /** A network of which nothing is known yet. */
    public Network(RouteRules rules) {
        this.rules = rules;
        this.policy = rules.policy();
        this.topology = new Topology(links, Math.toIntExact(rules.unmeasured().toNanos() / 1000));
        this.judge = new LinkJudge(rules, links, topology, this::node);
    }

    /** An enrolled node. */
    public Change join(NodeId id, Membership membership, Instant now) {
        Node node = node(id);
        if (membership.equals(node.membership)) return Change.UNCHANGED;
        node.membership = membership;
        judge.around(node, now);
        return look(node);
    }

    /** A node that is put out, or unknown. */
    public Change leave(NodeId id, Instant now) {
        Node node = nodes.get(id);
        if (node == null || node.membership == null) return Change.UNCHANGED;
        node.membership = null;
        judge.around(node, now);
        return look(node);
    }

    private Change look(Node node) {
        node.look = true;
        news = true;
        return Change.CHANGED;
    }

    /** A sign of life of a node, whatever it spoke of. */
    public Change heard(NodeId id, Instant at) {
        Node node = node(id);
        if (node.heardAt == null || at.isAfter(node.heardAt)) node.heardAt = at;
        return judge.freshness(node, at) ? Change.CHANGED : Change.UNCHANGED;
    }

    /**
     * What an end reports. Within a boot the higher sequence is newer; a report of another boot replaces what was known, for
     * boots have no order but that of arrival.
     */
    public Change observe(Observation seen, Instant at) {
        LinkEnd end = links.get(seen.key());
        boolean late = end != null && end.seen.bootId() == seen.bootId() && seen.sequence() < end.seen.sequence();
        if (late) return Change.LATE;
        Change heard = heard(seen.node(), at);
        if (end == null) {
            end = new LinkEnd(node(seen.node()), seen, at);
            judge.placed(end, at);
            return Change.CHANGED;
        }
        Observation before = end.seen;
        boolean sameEnds = seen.hasTheEndsOf(before);
        if (!sameEnds) judge.removed(end, at);
        end.seen = seen;
        end.word = end.word.then(seen.isUp(), at);
        if (seen.saysTheSameAs(before)) return heard;
        if (sameEnds) judge.restated(end, at);
        else judge.placed(end, at);
        return Change.CHANGED;
    }

    /** An end that is no longer reported. */
    public Change forget(LinkKey key, Instant now) {
        LinkEnd end = links.get(key);
        if (end == null) return Change.UNCHANGED;
        judge.removed(end, now);
        return Change.CHANGED;
    }

    /** A price, or null: none is set. */
    public Change price(Port port, @Nullable PriceTag tag, Instant now) {
        PriceTag before = tag == null ? judge.prices.remove(port) : judge.prices.put(port, tag);
        if (Objects.equals(before, tag)) return Change.UNCHANGED;
        pricesChanged = true;
        news = true;
        Node node = nodes.get(port.node());
        if (node == null) return Change.CHANGED;
        for (LinkEnd end : node.ends) if (end.key().port().equals(port)) judge.refresh(end, now);
        return Change.CHANGED;
    }

    /** What operators have said of the cost of a direction. */
    public Change override(OverrideHistory history, Instant now) {
        LinkKey key = history.link();
        if (history.equals(overrides.put(key, history))) return Change.UNCHANGED;
        if (history.present() == null) judge.overrides.remove(key);
        else judge.overrides.put(key, history.present());
        LinkEnd end = links.get(key);
        if (end != null) judge.refresh(end, now);
        return Change.CHANGED;
    }

    /** By what ways are chosen; null = as the service's operator has it. */
    public Change policy(@Nullable RoutePolicy wanted) {
        RoutePolicy next = wanted == null ? rules.policy() : wanted;
        if (next.equals(policy)) return Change.UNCHANGED;
        policy = next;
        pricesChanged = true;
        for (Node node : nodes.values()) node.look = true;
        news = true;
        return Change.CHANGED;
    }

    /** What sentinel says of a member of a pool; see {@link GatewayHealth}. */
    public Change judged(String pool, String member, boolean down) {
        if (!health.judged(pool, member, down)) return Change.UNCHANGED;
        news = true;
        return Change.CHANGED;
    }

    /** What the published route of a node leads over; until routes are chosen for the first time, or when somebody else published one. */
    public void remember(NodeId id, List<RememberedWays.Step> way) {
        remembered.put(id, way);
        look(node(id));
    }

    private Node node(NodeId id) {
        return nodes.computeIfAbsent(id, Node::new);
    }

    /** Lets time pass: words cease to hold, links have settled, overrides expire. */
    public Change advance(Instant now) {
        for (Node node : nodes.values()) {
            var _ = judge.freshness(node, now);
        }
        judge.advance(now);
        return hasNews() ? Change.CHANGED : Change.UNCHANGED;
    }

    private boolean hasNews() {
        return news || judge.hasNews();
    }

    /**
     * Brings all routes up to date.
     *
     * @return the nodes whose route, or a term of it, differs from before; a node without a route is among them if it had one
     */
    public List<NodeId> choose(Instant now) {
        var _ = advance(now);
        if (!hasNews()) return List.of();
        news = false;
        if (pricesChanged) topology.count(pricesAndFloor());
        pricesChanged = false;
        boolean moved = topology.rootsAre(health.roots(nodes.values()));
        if (topology.needsBuilding()) {
            topology.build(nodes.values());
            moved = true;
        }
        if (moved) for (Node node : nodes.values()) node.look = true;
        remembered.bringBack(nodes);
        List<Node> differing = RouteChooser.choose(topology, nodes.values(), policy, rules.hysteresis());
        judge.settled();
        return differing.stream().map(node -> node.id).toList();
    }

    private List<Price> pricesAndFloor() {
        List<Price> all = judge.prices.values().stream().map(PriceTag::price).collect(Collectors.toList());
        if (policy.floor() != null) all.add(policy.floor());
        return all;
    }

    /** The route of a node as of the last {@link #choose}; empty = it has none. */
    public Optional<Route> route(NodeId id) {
        Node node = nodes.get(id);
        return node == null ? Optional.empty() : Optional.ofNullable(node.route);
    }

    /** What a node is in the network; empty = it is not enrolled. */
    public Optional<Membership> membership(NodeId id) {
        Node node = nodes.get(id);
        return node == null ? Optional.empty() : Optional.ofNullable(node.membership);
    }

    /** Nodes that are known, members or not. */
    public int size() {
        return nodes.size();
    }

    /** Members by id, behind a text that need not be one of them; at most so many. */
    public List<NodeId> members(String behind, int limit) {
        List<NodeId> page = new ArrayList<>();
        for (Node node : nodes.values()) {
            if (page.size() == limit) break;
            if (node.isMember() && node.id.value().compareTo(behind) > 0) page.add(node.id);
        }
        return page;
    }

    /** Ends by node, interface and peer, behind one; at most so many. */
    public List<Link> links(@Nullable LinkKey behind, int limit, Instant now) {
        return (behind == null ? links.ends() : links.ends().tailMap(behind, false))
                .values().stream().limit(limit).map(end -> link(end, now)).toList();
    }

    /** The ends of a node. */
    public List<Link> linksOf(NodeId id, Instant now) {
        Node node = nodes.get(id);
        return node == null
                ? List.of()
                : node.ends.stream().map(end -> link(end, now)).toList();
    }

    private Link link(LinkEnd end, Instant now) {
        CostOverride override = judge.overrides.get(end.key());
        NodeId peer = end.peer == null ? null : end.peer.id;
        return new Link(end.seen, peer, end.status, override != null && override.isActive(now) ? override : null);
    }

    /** One end; empty if nobody has reported it. */
    public Optional<Link> link(LinkKey key, Instant now) {
        return Optional.ofNullable(links.get(key)).map(end -> link(end, now));
    }

    /** What interfaces ask, by node and interface. */
    public NavigableMap<Port, PriceTag> prices() {
        return Collections.unmodifiableNavigableMap(judge.prices);
    }

    /** By link, also of those whose override is over. */
    public NavigableMap<LinkKey, OverrideHistory> overrides() {
        return Collections.unmodifiableNavigableMap(overrides);
    }

    /** By what ways are chosen. */
    public RoutePolicy policy() {
        return policy;
    }

    /** Rises with everything that {@link #snapshot} would show. */
    public long version() {
        return topology.version();
    }

    /** The usable links as of now, for questions that take their time. */
    public MeshGraph snapshot() {
        return new MeshGraph(topology, policy);
    }
}
