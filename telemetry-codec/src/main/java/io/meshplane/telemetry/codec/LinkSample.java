package io.meshplane.telemetry.codec;

import org.jspecify.annotations.Nullable;

/**
 * What this end sees of a link at the end of the batch.
 *
 * @param interfaceName at most 15 bytes, as in Linux
 * @param localAddress link-local IPv6 of that interface, as text
 * @param peerAddress link-local IPv6 of the neighbour, as text
 * @param peerId node id of the neighbour where the router knows it
 * @param cost Babel's cost (RFC 8966), 1-65535; 65535 = down
 * @param rttMicros null = not measured
 */
public record LinkSample(
        String interfaceName,
        String localAddress,
        String peerAddress,
        @Nullable String peerId,
        int cost,
        @Nullable Integer rttMicros) {
    /** Cost of a link that is down (RFC 8966, infinity). */
    public static final int DOWN = 65535;

    public LinkSample {
        Checks.text("interface", interfaceName, 15);
        Checks.text("local address", localAddress, 45);
        Checks.text("peer address", peerAddress, 45);
        Checks.optionalText("peer id", peerId, 64);
        if (cost < 1 || cost > DOWN) throw new IllegalArgumentException("cost outside 1-65535: " + cost);
        if (rttMicros != null && rttMicros < 0) throw new IllegalArgumentException("rtt < 0: " + rttMicros);
    }
}
