package io.meshplane.platform.identity;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.SignatureCheck;
import io.meshplane.contracts.signature.SignatureCheck.Result;
import io.meshplane.contracts.signature.SignatureCheck.SignedRequest;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.StateTopic;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.ProblemException;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is a node, as {@code nodes.v1} says; checks the signatures of their requests. */
@ApplicationScoped
public class NodeDirectory {
    private final StateTopic<NodeRegistered> nodes;
    private final InstantSource clock;

    NodeDirectory(StateTopics stateTopics, InstantSource clock) {
        this.nodes = stateTopics.follow(Topics.NODES, (key, node) -> {});
        this.clock = clock;
    }

    void startWithTheProcess(@Observes StartupEvent event) {
        // the bean exists now, and with it the follower: the first request finds the table read
    }

    /**
     * The node that signed this request.
     *
     * @throws ProblemException 401 with the reason if nobody did; 503 while the directory is still being read
     */
    public EnrolledNode authenticate(HttpServerRequest request, byte[] body) {
        if (!nodes.isCaughtUp()) { // a revocation may not have been read yet
            throw Problem.unavailable("the directory of nodes is still being read")
                    .asException();
        }
        SignedRequest signed = new SignedRequest(
                request.method().name(),
                request.path() == null ? "" : request.path(),
                request.query() == null ? "" : request.query(),
                body,
                request.getHeader("Signature-Input"),
                request.getHeader("Signature"),
                request.getHeader("Content-Digest"));
        return switch (SignatureCheck.check(signed, this::publicKey, clock.instant())) {
            case Result.Signed(NodeId id) -> find(id).orElseThrow();
            case Result.Refused(SignatureCheck.Reason reason) ->
                throw Problem.unauthenticated(reason.inWords()).asException();
        };
    }

    private byte @Nullable [] publicKey(NodeId id) {
        NodeRegistered node = nodes.get(id.value());
        return node == null || node.getRevoked() ? null : node.getPublicKey().toByteArray();
    }

    /** The key with which a node signs now; empty if it is unknown or revoked. */
    public Optional<ByteString> keyOf(NodeId id) {
        return Optional.ofNullable(nodes.get(id.value()))
                .filter(node -> !node.getRevoked())
                .map(NodeRegistered::getPublicKey);
    }

    /** A node by its id, revoked or not. */
    public Optional<EnrolledNode> find(NodeId id) {
        return Optional.ofNullable(nodes.get(id.value()))
                .map(node -> new EnrolledNode(id, new NetworkId(node.getNetworkId()), node.getRole(), node.getName()));
    }

    /** All that is known of nodes, in no order. */
    public Collection<NodeRegistered> all() {
        return nodes.snapshot().values();
    }
}
