package io.meshplane.ingest;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.StateTopic;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.ProblemException;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * As which node a standard sender writes. It signs like an agent, or it shows an ingest token, which the registry handed out for one
 * node: as a bearer token (RFC 6750), or as the password of basic authentication (RFC 7617) whose user is that node's id or empty.
 * What it writes is that node's, whatever the body says.
 */
@ApplicationScoped
public class Senders {
    private final NodeDirectory directory;
    private final StateTopic<NodeRegistered> nodes;
    /** Node ids by hash of the token. Only the follower's thread writes. */
    private final Map<ByteString, String> byToken = new ConcurrentHashMap<>();

    private final Map<String, List<ByteString>> tokensOf = new ConcurrentHashMap<>();

    Senders(NodeDirectory directory, StateTopics stateTopics) {
        this.directory = directory;
        this.nodes = stateTopics.follow(Topics.NODES, this::learn);
    }

    void startWithTheProcess(@Observes StartupEvent event) {
        // the bean exists now, and with it the follower: the first request finds the table read
    }

    private void learn(String nodeId, @Nullable NodeRegistered node) {
        List<ByteString> now = node == null || node.getRevoked() ? List.of() : node.getIngestTokenHashesList();
        List<ByteString> before = tokensOf.getOrDefault(nodeId, List.of());
        for (ByteString hash : before) if (!now.contains(hash)) byToken.remove(hash, nodeId);
        for (ByteString hash : now) byToken.put(hash, nodeId);
        if (now.isEmpty()) tokensOf.remove(nodeId);
        else tokensOf.put(nodeId, List.copyOf(now));
    }

    /**
     * The node as which this request writes.
     *
     * @throws ProblemException 401 if it shows nothing that is known; 403 if it names another node than its token's; 503 while the
     *     tokens are still being read
     */
    public EnrolledNode authenticate(HttpServerRequest request, byte[] body) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) return directory.authenticate(request, body);
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? authorization : authorization.substring(0, space);
        String credentials = space < 0 ? "" : authorization.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Bearer")) return ofToken(credentials);
        if (scheme.equalsIgnoreCase("Basic")) return ofBasic(credentials);
        throw Problem.unauthenticated("an ingest token is needed, as a bearer token or as a password")
                .asException();
    }

    private EnrolledNode ofBasic(String credentials) {
        String[] parts = decoded(credentials).split(":", 2);
        EnrolledNode node = ofToken(parts.length == 2 ? parts[1] : "");
        if (parts[0].isEmpty() || parts[0].equals(node.id().value())) return node;
        throw Problem.forbidden("the token is another node's than the user").asException();
    }

    private static String decoded(String credentials) {
        try {
            return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private EnrolledNode ofToken(String token) {
        if (!nodes.isCaughtUp()) { // a revocation may not have been read yet
            throw Problem.unavailable("the directory of nodes is still being read")
                    .asException();
        }
        String nodeId = byToken.get(hash(token));
        NodeRegistered node = nodeId == null ? null : nodes.get(nodeId);
        if (nodeId == null || node == null || node.getRevoked()) {
            throw Problem.unauthenticated("the ingest token is not known").asException();
        }
        return new EnrolledNode(new NodeId(nodeId), new NetworkId(node.getNetworkId()), node.getRole(), node.getName());
    }

    private static ByteString hash(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return ByteString.copyFrom(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
