package io.meshplane.sentinel.adapter.http.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.AcknowledgeRequest;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.AcknowledgedAnswer;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.AlertAnswer;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.AlertPage;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.AlertState;
import io.meshplane.sentinel.alert.AlertFlow;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.Severity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Alerts, for operators. */
@Path("/v1/networks/{network}/alerts")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertResource {
    private static final int PAGE_MAX = 1000;

    private final AlertFlow flow;
    private final OperatorScope scope;

    AlertResource(AlertFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    @GET
    @Operation(
            operationId = "listAlerts",
            summary = "The network's alerts by fingerprint, of a state and a severity if asked for")
    public AlertPage list(
            @PathParam("network") String network,
            @QueryParam("state") @Nullable String state,
            @QueryParam("severity") @Nullable String severity,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, PAGE_MAX);
        AlertState wanted = Fields.optional("state", state, text -> SettingRequests.choice(text, AlertState.values()));
        Severity grave = Fields.optional("severity", severity, text -> SettingRequests.choice(text, Severity.values()));
        Predicate<Alert> filter = alert -> (wanted == null || AlertState.of(alert) == wanted)
                && (grave == null || alert.subject().severity() == grave);
        List<Alert> page = flow.page(in, filter, after, rows + 1);
        List<Alert> shown = page.subList(0, Math.min(rows, page.size()));
        String next = page.size() > rows ? shown.getLast().key().fingerprint() : null;
        return new AlertPage(shown.stream().map(AlertAnswer::of).toList(), next);
    }

    @GET
    @Path("/{fingerprint}")
    @Operation(operationId = "getAlert", summary = "One alert: its outbreaks, and who was paged")
    public AlertAnswer get(@PathParam("network") String network, @PathParam("fingerprint") String fingerprint) {
        return AlertAnswer.of(existing(network, fingerprint));
    }

    @POST
    @Path("/{fingerprint}/acknowledgement")
    @Operation(
            operationId = "acknowledgeAlert",
            summary = "Says that the operator looks after it: nobody else is paged")
    @APIResponse(
            responseCode = "202",
            description = "It is durable, and counts within a moment",
            content = @Content(schema = @Schema(implementation = AcknowledgedAnswer.class)))
    @APIResponse(responseCode = "409", description = "The alert is over")
    public Uni<Response> acknowledge(
            @PathParam("network") String network,
            @PathParam("fingerprint") String fingerprint,
            @Nullable AcknowledgeRequest request) {
        Alert alert = existing(network, fingerprint);
        if (!alert.isOpen()) throw Problem.conflict("the alert is over").asException();
        String note = request == null || request.note() == null ? "" : request.note();
        if (note.length() > AcknowledgeRequest.NOTE_MAX) {
            throw Problem.invalidField("note", "has " + AcknowledgeRequest.NOTE_MAX + " characters at most")
                    .asException();
        }
        String by = scope.subject();
        int episode = alert.episode().number();
        return flow.acknowledge(alert.key(), episode, by, note)
                .replaceWith(() -> Response.accepted(new AcknowledgedAnswer(fingerprint, episode, by))
                        .build());
    }

    private Alert existing(String network, String fingerprint) {
        NetworkId in = scope.network(network);
        try {
            return flow.find(new AlertKey(in, fingerprint)).orElseThrow(AlertResource::noSuchAlert);
        } catch (IllegalArgumentException e) { // what is no fingerprint names nothing
            throw noSuchAlert();
        }
    }

    private static RuntimeException noSuchAlert() {
        return Problem.notFound("no such alert").asException();
    }
}
