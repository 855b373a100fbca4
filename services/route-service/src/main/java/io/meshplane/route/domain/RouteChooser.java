package io.meshplane.route.domain;

import io.meshplane.route.domain.graph.ArcOrder;
import io.meshplane.route.domain.graph.Hysteresis;
import io.meshplane.route.domain.graph.Path;
import io.meshplane.route.domain.graph.Policy;
import io.meshplane.route.domain.graph.Tree;
import io.meshplane.route.domain.graph.Ways;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives nodes their ways to the internet. A node keeps the way it has unless that is gone or another is better by the factor; only nodes
 * whose nearest distance moved, or whose own way has changed, are looked at where the metric decides ({@link Policy#NEAREST}); by other
 * policies all are, in one search.
 */
final class RouteChooser {
    private static final int LABELS_MAX = 1_000_000;

    private final Topology topology;
    private final RoutePolicy policy;
    private final Hysteresis hysteresis;
    private final ArcOrder order;
    private final List<Node> changed = new ArrayList<>();

    private RouteChooser(Topology topology, RoutePolicy policy, Hysteresis hysteresis) {
        this.topology = topology;
        this.policy = policy;
        this.hysteresis = hysteresis;
        this.order = new ArcNames(topology.graph(), number -> topology.node(number).id, slot -> {
            LinkEnd end = topology.end(slot);
            return end == null ? null : new ArcNames.Name(end.key(), end.fingerprint);
        });
    }

    /**
     * Chooses anew for everybody who may be concerned.
     *
     * @return those whose route, or a term of it, differs from before
     */
    static List<Node> choose(Topology topology, Collection<Node> nodes, RoutePolicy policy, Hysteresis hysteresis) {
        topology.forest().settle(number -> topology.node(number).look = true);
        RouteChooser chooser = new RouteChooser(topology, policy, hysteresis);
        if (policy.kind() == RoutePolicy.Kind.NEAREST) chooser.nearest(nodes);
        else chooser.byPolicy(nodes);
        return chooser.changed;
    }

    private void nearest(Collection<Node> nodes) {
        for (Node node : nodes) {
            if (!node.look && !hasChanged(node.way)) continue;
            node.look = false;
            long best = isInGraph(node) ? topology.forest().distance(node.number) : Tree.UNREACHABLE;
            if (best == Tree.UNREACHABLE) {
                assign(node, topology.roots().contains(node) ? List.of() : null);
                continue;
            }
            List<LinkEnd> present = node.way;
            boolean keeps = present != null && isWhole(node, present) && !hysteresis.leaves(metric(present), best);
            assign(node, keeps ? present : nearest(node));
        }
    }

    private static boolean isInGraph(Node node) {
        return node.isMember() && node.number != Node.NO_NUMBER;
    }

    private static long metric(List<LinkEnd> way) {
        long sum = 0;
        for (LinkEnd end : way) if (end.hop != null) sum += end.hop.cost();
        return sum;
    }

    private List<LinkEnd> nearest(Node node) {
        List<LinkEnd> way = new ArrayList<>();
        int at = node.number;
        for (int arc = topology.forest().nextArc(at, order);
                arc >= 0;
                arc = topology.forest().nextArc(at, order)) {
            way.add(end(arc));
            at = topology.graph().receiver(arc);
        }
        return List.copyOf(way);
    }

    private void byPolicy(Collection<Node> nodes) {
        Policy rule = policy.in(topology.unit());
        int[] roots = topology.forest().roots();
        Ways ways = Ways.choose(topology.graph(), roots, rule, order, LABELS_MAX);
        for (Node node : nodes) {
            node.look = false;
            Path best = isInGraph(node) ? ways.of(node.number) : null;
            if (best == null) {
                assign(node, topology.roots().contains(node) ? List.of() : null);
                continue;
            }
            List<LinkEnd> present = node.way;
            boolean keeps = present != null && isWhole(node, present) && !hysteresis.leaves(path(present), best, rule);
            List<LinkEnd> way =
                    best.steps().stream().map(step -> end(step.arc())).toList();
            assign(node, keeps ? present : way);
        }
    }

    private Path path(List<LinkEnd> way) {
        return Path.over(topology.graph(), way.stream().map(end -> end.slot).toList());
    }

    private LinkEnd end(int arc) {
        LinkEnd end = topology.end(arc);
        if (end == null) throw new IllegalStateException("an arc without an end: " + arc);
        return end;
    }

    private static boolean hasChanged(@Nullable List<LinkEnd> way) {
        if (way != null) for (LinkEnd end : way) if (end.changed) return true;
        return false;
    }

    /** Whether a way can still be gone, to a node that still leads to the internet. */
    private boolean isWhole(Node from, List<LinkEnd> way) {
        Node at = from;
        for (LinkEnd end : way) {
            if (end.node != at || end.hop == null || end.slot < 0 || end.peer == null) return false;
            at = end.peer;
        }
        return topology.roots().contains(at);
    }

    private void assign(Node node, @Nullable List<LinkEnd> way) {
        Route route = way == null ? null : route(node, way);
        boolean same = route == null ? node.route == null : route.equals(node.route);
        node.way = way;
        if (same) return;
        node.route = route;
        changed.add(node);
    }

    private static Route route(Node node, List<LinkEnd> way) {
        List<Hop> hops = new ArrayList<>(way.size());
        for (LinkEnd end : way) {
            if (end.hop != null) hops.add(end.hop);
        }
        return new Route(node.id, hops.isEmpty() ? node.id : hops.getLast().to(), hops);
    }
}
