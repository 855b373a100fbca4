package io.meshplane.sentinel.adapter.http.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.EscalationAnswer;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.EscalationPage;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.EscalationRequest;
import io.meshplane.sentinel.alert.SettingFlow;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.EscalationPolicy;
import io.meshplane.sentinel.domain.alert.Setting;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Who is paged first, and who next when nobody acknowledges. */
@Path("/v1/networks/{network}/escalation-policies")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EscalationResource {
    private final SettingFlow flow;
    private final OperatorScope scope;

    EscalationResource(SettingFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    @PUT
    @Path("/{policy}")
    @Operation(operationId = "configureEscalation", summary = "Adds a policy or replaces it")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = EscalationAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = EscalationAnswer.class)))
    public Uni<Response> configure(
            @PathParam("network") String network,
            @PathParam("policy") String policy,
            @Nullable EscalationRequest request) {
        NetworkId in = scope.network(network);
        Label name = Fields.required("policy", policy, Label::new);
        EscalationPolicy wanted = SettingRequests.toPolicy(name, request);
        return flow.put(in, new Setting.OfPolicy(wanted), scope.subject())
                .map(SettingRequests::isNew)
                .map(isNew -> Response.status(isNew ? 201 : 200)
                        .entity(EscalationAnswer.of(wanted))
                        .build());
    }

    @GET
    @Operation(operationId = "listEscalations", summary = "The network's policies by name")
    public EscalationPage list(@PathParam("network") String network) {
        return new EscalationPage(flow.of(scope.network(network)).policies().values().stream()
                .map(EscalationAnswer::of)
                .toList());
    }

    @DELETE
    @Path("/{policy}")
    @Operation(operationId = "deleteEscalation", summary = "Removes a policy; critical alerts then go to everybody")
    @APIResponse(responseCode = "204", description = "Removed")
    public Uni<Response> delete(@PathParam("network") String network, @PathParam("policy") String policy) {
        NetworkId in = scope.network(network);
        Label name = Fields.required("policy", policy, Label::new);
        return flow.remove(in, Setting.Kind.POLICY, name)
                .map(SettingRequests::isNew)
                .replaceWith(() -> Response.noContent().build());
    }
}
