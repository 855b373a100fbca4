package io.meshplane.registry;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.Event;
import io.meshplane.registry.domain.IngestToken;
import io.meshplane.registry.domain.Node;
import io.meshplane.registry.domain.Role;
import java.util.HexFormat;

/** Nodes of the domain as events of the contract. */
final class NodeEvents {

    static Event<NodeRegistered> registered(Node node) {
        NodeRegistered.Builder value = NodeRegistered.newBuilder()
                .setNodeId(node.id().value())
                .setNetworkId(node.network().value())
                .setPublicKey(ByteString.copyFrom(node.publicKey()))
                .setRole(role(node.role()))
                .setName(node.name().value())
                .setRevoked(node.revoked())
                .setRegisteredAtMs(node.registeredAt().toEpochMilli());
        if (node.paymentAddress() != null)
            value.setPaymentAddress(node.paymentAddress().value());
        for (IngestToken token : node.ingestTokens()) {
            value.addIngestTokenHashes(ByteString.copyFrom(HexFormat.of().parseHex(token.hash())));
        }
        EventId id = EventId.derivedFrom("node", node.id().value(), Long.toString(node.version()));
        return new Event<>(Topics.NODES, node.id().value(), id, value.build());
    }

    private static NodeRole role(Role role) {
        return switch (role) {
            case CLIENT -> NodeRole.NODE_ROLE_CLIENT;
            case RELAY -> NodeRole.NODE_ROLE_RELAY;
            case GATEWAY -> NodeRole.NODE_ROLE_GATEWAY;
        };
    }

    private NodeEvents() {}
}
