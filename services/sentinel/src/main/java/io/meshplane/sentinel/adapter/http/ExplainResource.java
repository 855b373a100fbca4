package io.meshplane.sentinel.adapter.http;

import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.ExplainFlow;
import io.meshplane.sentinel.adapter.http.ExplanationJson.Explanation;
import io.meshplane.sentinel.domain.PoolKey;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Why does this name point there? */
@Path("/v1/networks/{network}/pools/{pool}/explanation")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class ExplainResource {
    private final ExplainFlow flow;
    private final OperatorScope scope;

    ExplainResource(ExplainFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    @GET
    @Operation(
            operationId = "explainPool",
            summary = "Why the pool's name points where it does: what stands there, what should, who saw what")
    public Uni<Explanation> explain(@PathParam("network") String network, @PathParam("pool") String pool) {
        PoolKey key = PoolRequests.existing(scope.network(network), pool);
        return flow.explain(key)
                .map(found -> Explanation.of(
                        found.orElseThrow(() -> Problem.notFound("no such pool").asException())));
    }
}
