package io.meshplane.agent.simulated;

import io.meshplane.contracts.id.NodeId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A mesh of simulated routers: links with costs, RTTs and traffic, all drawn from a seed. Node 0 is the gateway. */
public final class Mesh {
    private final List<List<End>> endsByNode = new ArrayList<>();
    private final AtomicReferenceArray<NodeId> nodeIds;
    private final AtomicLong elapsedMs = new AtomicLong();
    private final InstantSource clock;
    private final Instant begin;

    /**
     * One end of a link.
     *
     * @param cost Babel's, 1-65534
     * @param out traffic from this end to the peer
     * @param in traffic from the peer to this end
     */
    record End(int node, int peer, int cost, int rttMicros, Traffic out, Traffic in) {
        String interfaceName() {
            return "wlan-" + peer;
        }

        String localAddress() {
            return address(node, peer);
        }

        String peerAddress() {
            return address(peer, node);
        }

        /** Unique per node and interface; both groups are above zero, so this is the canonical text (RFC 5952). */
        private static String address(int node, int towards) {
            return "fe80::%x:%x".formatted(node + 1, towards + 1);
        }
    }

    /**
     * A mesh.
     *
     * @param topology with nodes numbered from 0
     * @param nodes at most 9999
     */
    public Mesh(Topology topology, int nodes, long seed, InstantSource clock) {
        if (nodes < 1 || nodes > 9_999) throw new IllegalArgumentException("1-9999 nodes are expected: " + nodes);
        this.clock = clock;
        this.begin = clock.instant();
        this.nodeIds = new AtomicReferenceArray<>(nodes);
        for (int i = 0; i < nodes; i++) endsByNode.add(new ArrayList<>());
        SplittableRandom random = new SplittableRandom(seed);
        for (Topology.Edge edge : topology.edges()) link(edge, random.split());
    }

    private void link(Topology.Edge edge, SplittableRandom random) {
        double fromQuality = edge.fromQuality() != null ? edge.fromQuality() : random.nextDouble(0.8, 1);
        double toQuality = edge.toQuality() != null ? edge.toQuality() : random.nextDouble(0.8, 1);
        int cost = cost(fromQuality, toQuality);
        int rttMicros = random.nextInt(800, 30_000);
        Traffic there = new Traffic(random.nextLong(), random.nextInt(6));
        Traffic back = new Traffic(random.nextLong(), random.nextInt(6));
        endsByNode.get(edge.from()).add(new End(edge.from(), edge.to(), cost, rttMicros, there, back));
        endsByNode.get(edge.to()).add(new End(edge.to(), edge.from(), cost, rttMicros, back, there));
    }

    /** ETX in Babel's unit: 256 for a perfect link (RFC 8966 appendix A.2.2). */
    static int cost(double quality, double reverseQuality) {
        return Math.clamp(Math.round(256 / (quality * reverseQuality)), 1, 65_534);
    }

    /** The router of a node. */
    public SimulatedRouter router(int node) {
        return new SimulatedRouter(this, node);
    }

    List<End> ends(int node) {
        return endsByNode.get(node);
    }

    int nodes() {
        return endsByNode.size();
    }

    /** Changes with every start of the simulation, whose counters begin at zero. */
    long counterEpoch() {
        return begin.toEpochMilli();
    }

    /** Time since the beginning; never falls, even where the clock is set back. */
    long elapsedMs() {
        long now = clock.millis() - begin.toEpochMilli();
        return elapsedMs.accumulateAndGet(now, Math::max);
    }

    void enrolled(int node, NodeId id) {
        nodeIds.set(node, id);
    }

    /** Null until that node has enrolled. */
    @Nullable NodeId nodeId(int node) {
        return nodeIds.get(node);
    }
}
