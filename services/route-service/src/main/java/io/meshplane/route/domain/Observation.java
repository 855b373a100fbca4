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
 * @param lossPpm part of what is sent that is lost, in millionths; null = not measured
 * @param bootId of the reporter's agent
 * @param sequence orders the observations of one boot
 */
public record Observation(
        LinkKey key,
        LinkAddress local,
        @Nullable NodeId peerId,
        int cost,
        @Nullable Long rttMicros,
        @Nullable Integer lossPpm,
        long bootId,
        long sequence) {
    public static final int DOWN = 65535;

    private static final int MILLION = 1_000_000;

    public Observation {
        if (cost < 1 || cost > DOWN) throw new IllegalArgumentException("cost outside 1-65535: " + cost);
        if (rttMicros != null && rttMicros < 0) throw new IllegalArgumentException("rtt < 0: " + rttMicros);
        if (lossPpm != null && (lossPpm < 0 || lossPpm > MILLION)) {
            throw new IllegalArgumentException("loss outside 0-1,000,000 ppm: " + lossPpm);
        }
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

    /** Whether it names the same ends; else other links may be concerned, too. */
    boolean hasTheEndsOf(Observation other) {
        return local.equals(other.local) && Objects.equals(peerId, other.peerId);
    }

    /** Whether it tells the same of the link; when it was seen does not matter. */
    boolean saysTheSameAs(Observation other) {
        return hasTheEndsOf(other)
                && cost == other.cost
                && Objects.equals(rttMicros, other.rttMicros)
                && Objects.equals(lossPpm, other.lossPpm);
    }
}
