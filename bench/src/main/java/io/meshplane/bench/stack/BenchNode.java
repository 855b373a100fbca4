package io.meshplane.bench.stack;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.RequestSignature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/** A node that the load plays. */
public record BenchNode(NodeId id, NodeKey key, String token) {
    static final String NETWORK = "bench";

    /** One with a key of its own. */
    public static BenchNode fresh() {
        NodeKey key = NodeKey.generate();
        return new BenchNode(NodeId.ofPublicKey(key.publicKey()), key, "mpi_" + UUID.randomUUID());
    }

    /** As the registry would publish it. */
    public NodeRegistered registered() {
        return NodeRegistered.newBuilder()
                .setNodeId(id.value())
                .setNetworkId(NETWORK)
                .setPublicKey(ByteString.copyFrom(key.publicKey()))
                .setRole(NodeRole.NODE_ROLE_GATEWAY)
                .setName("bench")
                .addIngestTokenHashes(ByteString.copyFrom(sha256(token)))
                .build();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The header line of a standard sender. */
    public String bearer() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /** Header lines that sign a POST. */
    public String signature(String path, byte[] body) {
        StringBuilder lines = new StringBuilder();
        RequestSignature.sign(key, id, "POST", path, "", body, Instant.now())
                .forEach((name, value) ->
                        lines.append(name).append(": ").append(value).append("\r\n"));
        return lines.toString();
    }
}
