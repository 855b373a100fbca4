package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one end sees of a link.
 *
 * @param local the address of its interface; names this end for the other one
 * @param peerId the neighbour, where the router knows it
 * @param cost of sending over the link, 1-65534; {@link #DOWN} = down (RFC 8966)
 * @param rttMicros 0 or more; null = not measured
 * @param bootId of the reporter's agent
 * @param sequence orders the observations of one boot
 */
public record Observation(
        LinkKey key,
        LinkAddress local,
        @Nullable NodeId peerId,
        int cost,
        @Nullable Long rttMicros,
        long bootId,
        long sequence) {
    public static final int DOWN = 65535;

    public Observation {
        if (cost < 1 || cost > DOWN) throw new IllegalArgumentException("cost outside 1-65535: " + cost);
        if (rttMicros != null && rttMicros < 0) throw new IllegalArgumentException("rtt < 0: " + rttMicros);
    }

    public NodeId node() {
        return key.port().node();
    }

    public LinkAddress peer() {
        return key.peer();
    }

    public boolean isUp() {
        return cost != DOWN;
    }

    /** Whether it tells the same of the link; when it was seen does not matter. */
    boolean saysTheSameAs(Observation other) {
        return local.equals(other.local)
                && Objects.equals(peerId, other.peerId)
                && cost == other.cost
                && Objects.equals(rttMicros, other.rttMicros);
    }
}
