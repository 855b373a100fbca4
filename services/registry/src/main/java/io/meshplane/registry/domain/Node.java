package io.meshplane.registry.domain;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An enrolled node.
 *
 * @param publicKey raw Ed25519, 32 bytes
 * @param version counts the changes, from 1; names the event of each
 */
public record Node(
        NodeId id,
        NetworkId network,
        byte[] publicKey,
        Role role,
        NodeName name,
        @Nullable PaymentAddress paymentAddress,
        boolean revoked,
        Instant registeredAt,
        long version) {
    public Node {
        if (publicKey.length != 32) throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        if (version < 1) throw new IllegalArgumentException("version < 1");
    }

    Node asRevoked() {
        return new Node(id, network, publicKey, role, name, paymentAddress, true, registeredAt, version + 1);
    }
}
