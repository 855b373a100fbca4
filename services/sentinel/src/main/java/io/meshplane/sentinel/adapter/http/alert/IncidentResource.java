package io.meshplane.sentinel.adapter.http.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.IncidentAnswer;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.IncidentPage;
import io.meshplane.sentinel.alert.AlertFlow;
import io.meshplane.sentinel.domain.Label;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Outages: what was seen by whom, decided when and why, written where, and acknowledged by whom. */
@Path("/v1/networks/{network}/incidents")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class IncidentResource {
    private static final int PAGE_MAX = 200;

    private final AlertFlow flow;
    private final OperatorScope scope;

    IncidentResource(AlertFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    @GET
    @Operation(operationId = "listIncidents", summary = "The network's outages of the last 30 days, the newest first")
    public IncidentPage list(
            @PathParam("network") String network,
            @QueryParam("pool") @Nullable String pool,
            @QueryParam("limit") @DefaultValue("20") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, PAGE_MAX);
        Label only = Fields.optional("pool", pool, Label::new);
        return new IncidentPage(flow.incidents(in, only).stream()
                .limit(rows)
                .map(IncidentAnswer::of)
                .toList());
    }

    @GET
    @Path("/{pool}/{id}")
    @Operation(operationId = "getIncident", summary = "The story of one outage")
    public IncidentAnswer get(
            @PathParam("network") String network, @PathParam("pool") String pool, @PathParam("id") String id) {
        NetworkId in = scope.network(network);
        return flow.incidents(in, null).stream()
                .filter(incident -> incident.pool().pool().value().equals(pool))
                .map(IncidentAnswer::of)
                .filter(incident -> incident.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("no such incident").asException());
    }
}
