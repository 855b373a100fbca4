package io.meshplane.registry.adapter.http;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.ProblemException;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.registry.EnrolmentFlow;
import io.meshplane.registry.IngestTokenFlow;
import io.meshplane.registry.domain.IngestToken;
import io.meshplane.registry.domain.IngestTokenRules;
import io.meshplane.registry.domain.IngestTokenRules.Decision;
import io.meshplane.registry.domain.IngestTokenRules.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Tokens with which standard senders (Prometheus, vmagent, OpenTelemetry) write as a node; for operators. */
@Path("/v1/networks/{network}/nodes/{node}/ingest-tokens")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class IngestTokenResource {
    private final IngestTokenFlow flow;
    private final EnrolmentFlow enrolment;
    private final OperatorScope scope;

    IngestTokenResource(IngestTokenFlow flow, EnrolmentFlow enrolment, OperatorScope scope) {
        this.flow = flow;
        this.enrolment = enrolment;
        this.scope = scope;
    }

    /** The token is shown this once; it is known to telemetry-ingest moments later. */
    public record IngestTokenAnswer(String tokenId, String token) {}

    /** Ids of a node's tokens, the oldest first. */
    public record IngestTokenList(List<String> tokenIds) {}

    @POST
    @ResponseStatus(201)
    @Operation(
            operationId = "issueIngestToken",
            summary = "A token for standard senders of a node; at most 4 at a time")
    public Uni<IngestTokenAnswer> issue(@PathParam("network") String network, @PathParam("node") String node) {
        return flow.issue(scope.network(network), id(node))
                .map(issue -> issue.orElseThrow(IngestTokenResource::noNode))
                .map(issue -> switch (issue.decision()) {
                    case Decision.Issued(var _, IngestToken token) -> new IngestTokenAnswer(token.id(), issue.secret());
                    case Decision.Refused(Reason reason) -> throw refused(reason);
                });
    }

    @GET
    @Operation(operationId = "listIngestTokens", summary = "The ids of a node's tokens")
    public Uni<IngestTokenList> list(@PathParam("network") String network, @PathParam("node") String node) {
        return enrolment
                .node(scope.network(network), id(node))
                .map(found -> found.orElseThrow(IngestTokenResource::noNode))
                .map(found -> new IngestTokenList(
                        found.ingestTokens().stream().map(IngestToken::id).toList()));
    }

    @DELETE
    @Path("/{tokenId}")
    @Operation(operationId = "withdrawIngestToken", summary = "Takes a token back: it is refused moments later")
    public Uni<Void> withdraw(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @PathParam("tokenId") String tokenId) {
        return flow.withdraw(scope.network(network), id(node), tokenId)
                .map(left ->
                        left.orElseThrow(() -> Problem.notFound("no such token").asException()))
                .replaceWithVoid();
    }

    private static ProblemException refused(Reason reason) {
        String detail = switch (reason) {
            case NODE_REVOKED -> "the node is revoked";
            case TOO_MANY -> "the node has " + IngestTokenRules.TOKENS_MAX + " tokens already: take one back first";
        };
        return Problem.conflict(detail).asException();
    }

    private static ProblemException noNode() {
        return Problem.notFound("no such node").asException();
    }

    private static NodeId id(String text) {
        try {
            return new NodeId(text);
        } catch (IllegalArgumentException e) {
            throw noNode();
        }
    }
}
