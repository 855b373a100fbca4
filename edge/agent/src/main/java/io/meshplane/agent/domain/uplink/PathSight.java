package io.meshplane.agent.domain.uplink;

/**
 * What the kernel shows of the path to the control plane at one moment; looking at it costs no packet.
 *
 * @param routed there is a route to it
 * @param carrier the interface of that route has a carrier
 * @param interfaceName of that route; empty if there is none
 * @param receivedPackets on that interface so far
 * @param sentPackets on that interface so far
 */
public record PathSight(boolean routed, boolean carrier, String interfaceName, long receivedPackets, long sentPackets) {
    /** There is no way to it. */
    public static final PathSight NO_ROUTE = new PathSight(false, false, "", 0, 0);

    /** Whether a packet would leave. */
    boolean open() {
        return routed && carrier;
    }
}
