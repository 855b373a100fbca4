package io.meshplane.testkit.stack;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import io.meshplane.contracts.signature.RequestSignature;
import java.time.Instant;
import java.util.Map;

/** A node with its key, for tests that sign requests. */
public record TestNode(NodeId id, NodeKey key, String network) {

    /** Headers that sign a request; see {@link RequestSignature#sign}. */
    public Map<String, String> signedHeaders(String method, String path, String query, byte[] body) {
        return RequestSignature.sign(key, id, method, path, query, body, Instant.now());
    }
}
