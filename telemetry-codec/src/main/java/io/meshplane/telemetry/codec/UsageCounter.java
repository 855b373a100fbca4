package io.meshplane.telemetry.codec;

import org.jspecify.annotations.Nullable;

/**
 * Cumulative bytes over one interface to one peer. The sum is in the counters: a lost batch loses no byte, the next one has them.
 *
 * @param interfaceName at most 15 bytes, as in Linux
 * @param peerId who is at the other end; null = not known to the router
 * @param counterEpoch changes whenever the counters restart from zero; any 64 bits
 * @param sentBytes in this epoch, unsigned 64 bit
 * @param receivedBytes in this epoch, unsigned 64 bit
 */
public record UsageCounter(
        String interfaceName, @Nullable String peerId, long counterEpoch, long sentBytes, long receivedBytes) {
    public UsageCounter {
        Checks.text("interface", interfaceName, 15);
        Checks.optionalText("peer id", peerId, 64);
    }
}
