package io.meshplane.registry.domain;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An enrolled node.
 *
 * @param publicKey raw Ed25519, 32 bytes
 * @param ingestTokens with which standard senders write as this node; none if it is revoked
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
        List<IngestToken> ingestTokens,
        Instant registeredAt,
        long version) {
    public Node {
        if (publicKey.length != 32) throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        if (version < 1) throw new IllegalArgumentException("version < 1");
        ingestTokens = List.copyOf(ingestTokens);
    }

    Node asRevoked() {
        return new Node(id, network, publicKey, role, name, paymentAddress, true, List.of(), registeredAt, version + 1);
    }

    Node withIngestTokens(List<IngestToken> tokens) {
        return new Node(id, network, publicKey, role, name, paymentAddress, revoked, tokens, registeredAt, version + 1);
    }
}
