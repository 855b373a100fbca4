package io.meshplane.payment.domain.ledger;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;

/**
 * One run of one counter.
 *
 * @param seller the node that counts what it sends
 * @param interfaceName as in Linux, 1 to 15 bytes
 * @param peer who is at the other end, as the seller says; empty = not known
 * @param epoch unsigned 64 bit; changes whenever the counter restarts from zero
 */
public record MeterKey(NetworkId network, NodeId seller, String interfaceName, String peer, long epoch) {
    private static final int INTERFACE_CHARS_MAX = 15;

    public MeterKey {
        if (interfaceName.isEmpty() || interfaceName.length() > INTERFACE_CHARS_MAX) {
            throw new IllegalArgumentException("an interface name has 1 to 15 characters");
        }
    }
}
