package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.graph.Betweenness;
import io.meshplane.route.domain.graph.Load;
import io.meshplane.route.domain.graph.PriceAdvice;
import io.meshplane.route.domain.graph.Ways;
import io.meshplane.route.domain.graph.WeakPoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tools that look at a whole network as of one moment. Everybody's own traffic counts as {@link #OWN_TRAFFIC_BYTES}. */
public final class MeshTools {
    /** What every node is supposed to send, so that money is that of 10^9 bytes each. */
    public static final long OWN_TRAFFIC_BYTES = 1_000_000_000;

    private static final long SAMPLING_SEED = 1;

    private final MeshGraph mesh;
    private final int labelsMax;

    /** @param labelsMax see {@link Ways#choose} */
    public MeshTools(MeshGraph mesh, int labelsMax) {
        this.mesh = mesh;
        this.labelsMax = labelsMax;
    }

    /** Links and nodes whose loss would split a part of the mesh; each link by the ids of both ends, the lower first. */
    public record SinglePoints(List<Pair> links, List<NodeId> nodes) {}

    /** Two nodes, the lower id first. */
    public record Pair(NodeId one, NodeId other) {}

    /**
     * What a node carries for others.
     *
     * @param carriedBytes if everybody sends {@link #OWN_TRAFFIC_BYTES} to the internet on the chosen ways
     * @param revenue for it, in the base units of the network's asset, rounded down
     * @param betweenness of how many ordered pairs of other nodes the shortest ways pass it; estimated where sampled
     */
    public record NodeLoad(NodeId node, long carriedBytes, java.math.BigInteger revenue, double betweenness) {}

    /**
     * What an interface could ask.
     *
     * @param price the best one; null = nobody who has a choice would come at any price
     * @param bytes that come at this price from nodes that have a choice
     * @param captiveBytes from nodes that have no other way; they do not raise the advice
     */
    public record Advice(@Nullable Price price, long bytes, long captiveBytes) {}

    /** Single points of failure. */
    public SinglePoints singlePoints() {
        WeakPoints weak = WeakPoints.of(mesh.graph());
        List<Pair> links = weak.bridges().stream()
                .map(slot -> pair(
                        mesh.name(mesh.graph().sender(slot)),
                        mesh.name(mesh.graph().receiver(slot))))
                .sorted(Comparator.comparing((Pair pair) -> pair.one().value())
                        .thenComparing(pair -> pair.other().value()))
                .toList();
        List<NodeId> nodes = weak.articulations().stream()
                .map(mesh::name)
                .sorted(Comparator.comparing(NodeId::value))
                .toList();
        return new SinglePoints(links, nodes);
    }

    private static Pair pair(NodeId one, NodeId other) {
        return one.value().compareTo(other.value()) < 0 ? new Pair(one, other) : new Pair(other, one);
    }

    /**
     * Who carries the most.
     *
     * @param samples destinations from which the betweenness is estimated; all if there are no more
     * @param limit nodes that are told of, 1 or more
     */
    public List<NodeLoad> load(int samples, int limit) {
        Ways ways = ways();
        Load load = Load.of(ways, traffic());
        double[] between = Betweenness.estimate(mesh.graph(), samples, SAMPLING_SEED);
        List<NodeLoad> loads = new ArrayList<>();
        for (int node = 0; node < ways.nodes(); node++) {
            if (!mesh.isMember(node)) continue;
            loads.add(new NodeLoad(
                    mesh.name(node),
                    load.carriedBytes().get(node),
                    Revenue.of(load.revenue().get(node), mesh.unit()),
                    between[node]));
        }
        loads.sort(Comparator.comparingLong(NodeLoad::carriedBytes)
                .thenComparingDouble(NodeLoad::betweenness)
                .reversed()
                .thenComparing(one -> one.node().value()));
        return List.copyOf(loads.subList(0, Math.min(limit, loads.size())));
    }

    private Ways ways() {
        return Ways.choose(mesh.graph(), mesh.gateways(), mesh.policy().in(mesh.unit()), mesh.order(), labelsMax);
    }

    private long[] traffic() {
        long[] bytes = new long[mesh.graph().nodes()];
        Arrays.fill(bytes, OWN_TRAFFIC_BYTES);
        return bytes;
    }

    /** What an interface could ask, if everybody went the cheapest way; empty if nothing leaves over it. */
    public Optional<Advice> advice(Port port) {
        int[] slots = mesh.slots(port);
        if (slots.length == 0) return Optional.empty();
        PriceAdvice advice = PriceAdvice.of(mesh.graph(), slots, mesh.gateways(), mesh.order(), traffic());
        Price price = advice.price() < 0 ? null : mesh.unit().price(advice.price());
        return Optional.of(new Advice(price, advice.bytes(), advice.captiveBytes()));
    }

    /** Tries changes on a copy. */
    public Trial.Outcome whatIf(List<PlannedChange> changes) {
        return new Trial(mesh, labelsMax).of(changes);
    }
}
