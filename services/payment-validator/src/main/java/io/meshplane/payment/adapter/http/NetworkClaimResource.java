package io.meshplane.payment.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.ClaimQueries;
import io.meshplane.payment.EvidenceQueries;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The claims of a network, for operators. */
@Path("/v1/networks/{network}/claims")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class NetworkClaimResource {
    private final ClaimQueries queries;
    private final EvidenceQueries evidence;
    private final OperatorScope scope;

    NetworkClaimResource(ClaimQueries queries, EvidenceQueries evidence, OperatorScope scope) {
        this.queries = queries;
        this.evidence = evidence;
        this.scope = scope;
    }

    @GET
    @Operation(
            operationId = "listClaims",
            summary = "The network's claims, the newest first, of one node or in one state")
    public Uni<ClaimPage> list(
            @PathParam("network") String network,
            @QueryParam("node") @Nullable String node,
            @QueryParam("state") @Nullable String state,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        NetworkId in = scope.network(network);
        Optional<NodeId> of = Optional.ofNullable(Fields.optional("node", node, NodeId::new));
        return queries.page(ClaimPage.filter(in, of, state, before, limit)).map(page -> ClaimPage.of(page, limit));
    }

    @GET
    @Path("/{claim}")
    @Operation(operationId = "getNetworkClaim", summary = "One claim: state, what it waits for, evidence")
    public Uni<ClaimAnswer> get(@PathParam("network") String network, @PathParam("claim") String claim) {
        return queries.ofNetwork(scope.network(network), claim).map(ClaimResource::found);
    }

    @GET
    @Path("/{claim}/evidence")
    @Operation(
            operationId = "getNetworkClaimEvidence",
            summary = "What a third party verifies the verdict from, offline (docs/evidence.md)")
    @APIResponse(responseCode = "404", description = "There is no such claim, or nothing of its verdict can be proven")
    @APIResponse(responseCode = "409", description = "There is no verdict yet, or not all that shows it")
    public Uni<String> evidence(@PathParam("network") String network, @PathParam("claim") String claim) {
        return queries.ofNetwork(scope.network(network), claim)
                .map(found -> found.orElseThrow(
                        () -> Problem.notFound("no such claim").asException()))
                .flatMap(status -> evidence.bundle(status.claim()))
                .map(PaymentResource::bundle);
    }
}
