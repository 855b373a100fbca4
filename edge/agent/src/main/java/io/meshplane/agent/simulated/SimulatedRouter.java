package io.meshplane.agent.simulated;

import io.meshplane.agent.Observation;
import io.meshplane.agent.Reading;
import io.meshplane.agent.Router;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.UsageCounter;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** One router of a {@link Mesh}. It shows what a real one would, and the bytes that its links lost. */
public final class SimulatedRouter implements Router {
    private final Mesh mesh;
    private final int node;

    SimulatedRouter(Mesh mesh, int node) {
        this.mesh = mesh;
        this.node = node;
    }

    @Override
    public void start(Vertx vertx) {} // nothing to follow: it is computed when it is looked at

    @Override
    public Observation observe() {
        return observeAt(mesh.elapsedMs());
    }

    /** The router at a moment of the simulation. */
    Observation observeAt(long elapsedMs) {
        List<Reading> readings = new ArrayList<>();
        List<LinkSample> links = new ArrayList<>();
        List<UsageCounter> usage = new ArrayList<>();
        readings.add(Reading.of("host_uptime_seconds", elapsedMs / 1000.0));
        for (Mesh.End end : mesh.ends(node)) {
            NodeId peer = mesh.nodeId(end.peer());
            String peerId = peer == null ? null : peer.value();
            long sent = end.out().sentBytes(elapsedMs);
            long received = end.in().receivedBytes(elapsedMs);
            links.add(new LinkSample(
                    end.interfaceName(), end.localAddress(), end.peerAddress(), peerId, end.cost(), end.rttMicros()));
            usage.add(new UsageCounter(end.interfaceName(), peerId, mesh.counterEpoch(), sent, received));
            reading(readings, "interface_sent_bytes_total", end, sent);
            reading(readings, "interface_received_bytes_total", end, received);
            reading(readings, "link_received_lost_bytes_total", end, end.in().lostBytes(elapsedMs));
        }
        return new Observation(readings, links, usage, mesh.nodes() - 1, elapsedMs / 1000);
    }

    @Override
    public void enrolled(NodeId id) {
        mesh.enrolled(node, id);
    }

    @Override
    public String babel() {
        return "simulated";
    }

    @Override
    public void stop() {}

    private static void reading(List<Reading> readings, String name, Mesh.End end, long value) {
        readings.add(Reading.of(name, "interface", end.interfaceName(), (double) value));
    }
}
