package io.meshplane.payment.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.payment.ChainFollower;
import io.meshplane.payment.ChainFollower.NodeStatus;
import io.meshplane.payment.domain.chain.QuorumPolicy;
import io.meshplane.platform.identity.OperatorScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** How the chain is followed, for operators. */
@Path("/v1/chain")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class ChainResource {
    private final ChainFollower follower;
    private final QuorumPolicy policy;

    ChainResource(ChainFollower follower, QuorumPolicy policy) {
        this.follower = follower;
        this.policy = policy;
    }

    /**
     * How the chain is followed.
     *
     * @param alarm NONE, SPLIT, REORG_TOO_DEEP or UNSUPPORTED: why verdicts stand still
     * @param assumption what every verdict rests on, in words
     * @param agreedHead newest height that a quorum shows; absent while there is none
     * @param indexedHead newest height that is indexed; absent while there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChainAnswer(
            String alarm,
            String assumption,
            int quorum,
            @Nullable Long agreedHead,
            @Nullable Long indexedHead,
            List<NodeAnswer> nodes) {}

    /**
     * A full node.
     *
     * @param state WAITING, FOLLOWING, SILENT, WRONG_CHAIN, UNPROVABLE or LYING; only FOLLOWING votes
     * @param detail why it does not vote
     * @param head newest height that it named
     * @param lagBlocks behind the agreed head
     * @param latencyMicros moving average of its answers
     * @param quarantinedUntil if it lied: no vote until then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeAnswer(
            String name,
            String state,
            @Nullable String detail,
            @Nullable Long head,
            @Nullable Long lagBlocks,
            long latencyMicros,
            @Nullable String quarantinedUntil) {
        static NodeAnswer of(NodeStatus node, OptionalLong agreedHead) {
            boolean lagKnown = node.head() >= 0 && agreedHead.isPresent();
            return new NodeAnswer(
                    node.name(),
                    node.state().name(),
                    node.detail().isEmpty() ? null : node.detail(),
                    node.head() < 0 ? null : node.head(),
                    lagKnown ? Math.max(0, agreedHead.getAsLong() - node.head()) : null,
                    node.latencyMicros(),
                    node.quarantinedUntil() == null
                            ? null
                            : node.quarantinedUntil().toString());
        }
    }

    @GET
    @Operation(operationId = "getChain", summary = "Full nodes with their states, the agreed and the indexed head")
    public ChainAnswer chain() {
        OptionalLong agreed = follower.agreedHead();
        return new ChainAnswer(
                follower.alarm().name(),
                policy.inWords(),
                policy.quorum(),
                boxed(agreed),
                boxed(follower.indexedHead()),
                follower.nodes().stream()
                        .map(node -> NodeAnswer.of(node, agreed))
                        .toList());
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
