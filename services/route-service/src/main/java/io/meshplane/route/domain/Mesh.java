package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usable links of a network as flat arrays (compressed sparse rows). Nodes are numbered by ascending id, so a lower number
 * is a lower id. Arcs are grouped by the node they lead to, since the search runs from the gateways against the traffic; in a
 * group they are ordered by sender, interface and peer address.
 */
final class Mesh {
    private final NodeId[] nodes;
    private final boolean[] gateways;
    private final int[] firstArc;
    private final int[] senders;
    private final int[] costs;
    private final Link[] links;

    private Mesh(NodeId[] nodes, boolean[] gateways, int[] firstArc) {
        int arcs = firstArc[nodes.length];
        this.nodes = nodes;
        this.gateways = gateways;
        this.firstArc = firstArc;
        this.senders = new int[arcs];
        this.costs = new int[arcs];
        this.links = new Link[arcs];
    }

    /**
     * Builds the mesh.
     *
     * @param ends as {@link LinkRules#links} orders them
     */
    static Mesh of(Network network, List<Link> ends) {
        NodeId[] nodes = network.members().keySet().toArray(NodeId[]::new);
        boolean[] gateways = new boolean[nodes.length];
        int member = 0;
        for (boolean gateway : network.members().values()) gateways[member++] = gateway;
        int[] receivers = new int[ends.size()];
        int[] firstArc = new int[nodes.length + 1];
        for (int i = 0; i < receivers.length; i++) {
            Link end = ends.get(i);
            receivers[i] = end.status() == Link.Status.USABLE ? indexOf(nodes, end.peer()) : -1;
            if (receivers[i] >= 0) firstArc[receivers[i] + 1]++;
        }
        for (int node = 0; node < nodes.length; node++) firstArc[node + 1] += firstArc[node];
        Mesh mesh = new Mesh(nodes, gateways, firstArc);
        int[] next = firstArc.clone();
        for (int i = 0; i < receivers.length; i++) {
            if (receivers[i] >= 0) mesh.put(next[receivers[i]]++, ends.get(i));
        }
        return mesh;
    }

    private void put(int arc, Link link) {
        senders[arc] = indexOf(nodes, link.seen().node());
        costs[arc] = link.seen().cost();
        links[arc] = link;
    }

    private static int indexOf(NodeId[] nodes, @Nullable NodeId id) {
        if (id == null) return -1;
        return Arrays.binarySearch(nodes, id, (a, b) -> a.value().compareTo(b.value()));
    }

    int size() {
        return nodes.length;
    }

    NodeId node(int index) {
        return nodes[index];
    }

    boolean isGateway(int node) {
        return gateways[node];
    }

    /** First of the arcs that lead to a node; the last is before {@code firstArcTo(node + 1)}. */
    int firstArcTo(int node) {
        return firstArc[node];
    }

    int sender(int arc) {
        return senders[arc];
    }

    int cost(int arc) {
        return costs[arc];
    }

    Link link(int arc) {
        return links[arc];
    }
}
