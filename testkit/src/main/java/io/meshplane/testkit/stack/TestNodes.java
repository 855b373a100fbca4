package io.meshplane.testkit.stack;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.topic.Topics;

/** Enrols nodes past the registry: what other services know of a node is its event on {@code nodes.v1}. */
public final class TestNodes {

    /** A new node without a wallet. */
    public static TestNode enrol(String network, NodeRole role) {
        return enrol(network, role, "");
    }

    /**
     * A new node.
     *
     * @param paymentAddress 0x and 40 lower-case hex digits; empty = none
     */
    public static TestNode enrol(String network, NodeRole role, String paymentAddress) {
        NodeKey key = NodeKey.generate();
        TestNode node = new TestNode(NodeId.ofPublicKey(key.publicKey()), key, network);
        NodeRegistered registered = NodeRegistered.newBuilder()
                .setNodeId(node.id().value())
                .setNetworkId(network)
                .setPublicKey(ByteString.copyFrom(key.publicKey()))
                .setRole(role)
                .setName("test node")
                .setPaymentAddress(paymentAddress)
                .build();
        EventId id = EventId.derivedFrom("test node", node.id().value());
        KafkaProbe.send(Topics.NODES, node.id().value(), id, registered);
        return node;
    }

    private TestNodes() {}
}
