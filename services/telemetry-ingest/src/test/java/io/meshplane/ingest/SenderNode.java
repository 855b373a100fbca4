package io.meshplane.ingest;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.stack.KafkaProbe;
import io.meshplane.testkit.stack.TestNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** A node that has an ingest token, as the registry would publish it. */
record SenderNode(TestNode node, String token) {

    static SenderNode enrol(String network) {
        NodeKey key = NodeKey.generate();
        TestNode node = new TestNode(NodeId.ofPublicKey(key.publicKey()), key, network);
        SenderNode sender = new SenderNode(node, "mpi_" + UUID.randomUUID());
        sender.publish(ByteString.copyFrom(sha256(sender.token)));
        return sender;
    }

    /** The registry takes the token back. */
    void withoutToken() {
        publish();
    }

    private void publish(ByteString... hashes) {
        NodeRegistered.Builder registered = NodeRegistered.newBuilder()
                .setNodeId(id())
                .setNetworkId(node.network())
                .setPublicKey(ByteString.copyFrom(node.key().publicKey()))
                .setRole(NodeRole.NODE_ROLE_GATEWAY)
                .setName("sender");
        for (ByteString hash : hashes) registered.addIngestTokenHashes(hash);
        EventId id = EventId.derivedFrom("sender", id(), Integer.toString(hashes.length));
        KafkaProbe.send(Topics.NODES, id(), id, registered.build());
    }

    String id() {
        return node.id().value();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
