package io.meshplane.agent.domain.usage;

import org.jspecify.annotations.Nullable;

/**
 * Cumulative bytes over one interface to one peer.
 *
 * @param peerId null = not known to the router
 * @param sentBytes in this epoch, unsigned 64 bit
 * @param receivedBytes in this epoch, unsigned 64 bit
 */
public record Usage(String interfaceName, @Nullable String peerId, long epoch, long sentBytes, long receivedBytes) {
    /** What makes two readings readings of one counter. */
    public record Key(String interfaceName, @Nullable String peerId, long epoch) {}

    public Key key() {
        return new Key(interfaceName, peerId, epoch);
    }
}
