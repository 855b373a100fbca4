package io.meshplane.payment.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.ClaimFlow;
import io.meshplane.platform.http.Fields;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The claims of a network, for operators. */
@Path("/v1/networks/{network}/claims")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class NetworkClaimResource {
    private static final int PAGE_MAX = 200;

    private final ClaimFlow flow;
    private final OperatorScope scope;

    NetworkClaimResource(ClaimFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    /** A page; ask for the next with {@code after} = the last claim's id. */
    public record ClaimPage(List<ClaimAnswer> claims) {}

    @GET
    @Operation(operationId = "listClaims", summary = "The network's claims by id")
    public Uni<ClaimPage> list(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        NetworkId in = scope.network(network);
        return flow.page(in, after, Fields.within("limit", limit, 1, PAGE_MAX))
                .map(claims ->
                        new ClaimPage(claims.stream().map(ClaimAnswer::of).toList()));
    }
}
