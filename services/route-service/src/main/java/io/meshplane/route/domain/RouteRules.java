package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the routes of a network. The lowest metric wins; prices are summed along the way and do not steer it yet. Every
 * enrolled node forwards, whatever its role: that is what Babel does.
 */
public final class RouteRules {

    /** The route of every member that has one, by node id; the same for the same facts in any order. */
    public static SortedMap<NodeId, Route> choose(Network network) {
        Mesh mesh = Mesh.of(network, LinkRules.links(network));
        ShortestPaths paths = ShortestPaths.in(mesh);
        @Nullable Hop[] hops = new Hop[mesh.size()]; // one per node, shared by all routes that pass it
        for (int node = 0; node < hops.length; node++) hops[node] = hop(node, mesh, paths, network);
        SortedMap<NodeId, Route> routes = new TreeMap<>(Comparator.comparing(NodeId::value));
        for (int node = 0; node < hops.length; node++) {
            if (paths.metric(node) != ShortestPaths.UNREACHABLE) {
                routes.put(mesh.node(node), route(node, mesh, paths, hops));
            }
        }
        return routes;
    }

    private static @Nullable Hop hop(int from, Mesh mesh, ShortestPaths paths, Network network) {
        int arc = paths.nextArc(from);
        if (arc < 0) return null;
        Observation seen = mesh.link(arc).seen();
        Port port = seen.key().port();
        return new Hop(
                mesh.node(from),
                mesh.node(paths.nextNode(from)),
                port.interfaceName(),
                seen.cost(),
                network.prices().get(port),
                seen.rttMicros());
    }

    private static Route route(int start, Mesh mesh, ShortestPaths paths, @Nullable Hop[] hopOf) {
        List<Hop> hops = new ArrayList<>();
        int at = start;
        for (Hop hop = hopOf[at]; hop != null; hop = hopOf[at]) {
            hops.add(hop);
            at = paths.nextNode(at);
        }
        return new Route(mesh.node(start), mesh.node(at), hops);
    }

    private RouteRules() {}
}
