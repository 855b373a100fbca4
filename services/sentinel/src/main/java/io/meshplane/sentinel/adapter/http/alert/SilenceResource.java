package io.meshplane.sentinel.adapter.http.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.SilenceAnswer;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.SilencePage;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.SilenceRequest;
import io.meshplane.sentinel.alert.SettingFlow;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.Setting;
import io.meshplane.sentinel.domain.alert.Silence;
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
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** No new pages for some alerts, until a time. */
@Path("/v1/networks/{network}/silences")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SilenceResource {
    private final SettingFlow flow;
    private final OperatorScope scope;
    private final InstantSource clock;

    SilenceResource(SettingFlow flow, OperatorScope scope, InstantSource clock) {
        this.flow = flow;
        this.scope = scope;
        this.clock = clock;
    }

    @PUT
    @Path("/{silence}")
    @Operation(operationId = "silence", summary = "Holds back new pages for alerts with these labels, for a while")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = SilenceAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = SilenceAnswer.class)))
    public Uni<Response> silence(
            @PathParam("network") String network,
            @PathParam("silence") String silence,
            @Nullable SilenceRequest request) {
        NetworkId in = scope.network(network);
        Label name = Fields.required("silence", silence, Label::new);
        Silence wanted = SettingRequests.toSilence(name, request, scope.subject(), clock.instant());
        return flow.put(in, new Setting.OfSilence(wanted), scope.subject())
                .map(SettingRequests::isNew)
                .map(isNew -> Response.status(isNew ? 201 : 200)
                        .entity(SilenceAnswer.of(wanted))
                        .build());
    }

    @GET
    @Operation(operationId = "listSilences", summary = "The network's silences by name, also those that are over")
    public SilencePage list(@PathParam("network") String network) {
        return new SilencePage(flow.of(scope.network(network)).silences().values().stream()
                .map(SilenceAnswer::of)
                .toList());
    }

    @DELETE
    @Path("/{silence}")
    @Operation(operationId = "endSilence", summary = "Ends a silence: what is still open is paged")
    @APIResponse(responseCode = "204", description = "Ended")
    public Uni<Response> end(@PathParam("network") String network, @PathParam("silence") String silence) {
        NetworkId in = scope.network(network);
        Label name = Fields.required("silence", silence, Label::new);
        return flow.remove(in, Setting.Kind.SILENCE, name)
                .map(SettingRequests::isNew)
                .replaceWith(() -> Response.noContent().build());
    }
}
