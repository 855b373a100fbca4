package io.meshplane.registry.adapter.db;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.registry.domain.IngestToken;
import io.meshplane.registry.domain.Node;
import io.meshplane.registry.domain.NodeName;
import io.meshplane.registry.domain.PaymentAddress;
import io.meshplane.registry.domain.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node as it is now. */
@Entity
@Table(name = "node")
class NodeRow {
    @Id
    @Column(name = "node_id")
    String nodeId = "";

    @Column(name = "network_id", nullable = false)
    String networkId = "";

    @Column(name = "public_key", nullable = false)
    byte[] publicKey = new byte[0];

    @Column(nullable = false)
    String role = "";

    @Column(nullable = false)
    String name = "";

    @Column(name = "payment_address")
    @Nullable String paymentAddress;

    @Column(nullable = false)
    boolean revoked;

    /** Hashes with a space between. */
    @Column(name = "ingest_tokens", nullable = false)
    String ingestTokens = "";

    @Column(name = "registered_at", nullable = false)
    Instant registeredAt = Instant.EPOCH;

    @Column(nullable = false)
    long version;

    static NodeRow of(Node node) {
        NodeRow row = new NodeRow();
        row.nodeId = node.id().value();
        row.networkId = node.network().value();
        row.publicKey = node.publicKey();
        row.registeredAt = node.registeredAt();
        row.takeOver(node);
        return row;
    }

    /** Takes over what may change. */
    void takeOver(Node node) {
        role = node.role().name();
        name = node.name().value();
        paymentAddress =
                node.paymentAddress() == null ? null : node.paymentAddress().value();
        revoked = node.revoked();
        ingestTokens = node.ingestTokens().stream().map(IngestToken::hash).collect(Collectors.joining(" "));
        version = node.version();
    }

    Node toNode() {
        return new Node(
                new NodeId(nodeId),
                new NetworkId(networkId),
                publicKey,
                Role.valueOf(role),
                new NodeName(name),
                paymentAddress == null ? null : new PaymentAddress(paymentAddress),
                revoked,
                tokens(),
                registeredAt,
                version);
    }

    private List<IngestToken> tokens() {
        return ingestTokens.isEmpty()
                ? List.of()
                : Stream.of(ingestTokens.split(" ")).map(IngestToken::new).toList();
    }
}
