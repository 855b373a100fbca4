package io.meshplane.sentinel.adapter.http.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.DrillAnswer;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.DrillPage;
import io.meshplane.sentinel.adapter.http.alert.AlertJson.DrillRequest;
import io.meshplane.sentinel.alert.AlertFlow;
import io.meshplane.sentinel.domain.alert.Alert;
import io.meshplane.sentinel.domain.alert.DrillResult;
import io.meshplane.sentinel.domain.alert.Severity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Pages on purpose, and what came of them. */
@Path("/v1/networks/{network}/drills")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DrillResource {
    private static final int MINUTES = 15;
    private static final int SHOWN_MAX = 1000;

    private final AlertFlow flow;
    private final OperatorScope scope;

    DrillResource(AlertFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    /** The drill's name. */
    public record DrillStarted(String fingerprint) {}

    @POST
    @Operation(operationId = "startDrill", summary = "Pages on purpose, to see whether somebody answers")
    @APIResponse(
            responseCode = "202",
            description = "Somebody will be paged within a moment",
            content = @Content(schema = @Schema(implementation = DrillStarted.class)))
    public Uni<Response> start(@PathParam("network") String network, @Nullable DrillRequest request) {
        NetworkId in = scope.network(network);
        DrillRequest wanted = request == null ? new DrillRequest(null, null) : request;
        Severity severity =
                Fields.optional("severity", wanted.severity(), text -> SettingRequests.choice(text, Severity.values()));
        int minutes = wanted.answerWithinMinutes() == null
                ? MINUTES
                : Fields.within("answerWithinMinutes", wanted.answerWithinMinutes(), 1, DrillRequest.MINUTES_MAX);
        return flow.drill(
                        in,
                        Objects.requireNonNullElse(severity, Severity.CRITICAL),
                        Duration.ofMinutes(minutes),
                        scope.subject())
                .map(key ->
                        Response.accepted(new DrillStarted(key.fingerprint())).build());
    }

    @GET
    @Operation(
            operationId = "listDrills",
            summary = "The network's drills, the newest first, and whether a human answered")
    public DrillPage list(@PathParam("network") String network) {
        NetworkId in = scope.network(network);
        return new DrillPage(flow.page(in, alert -> alert.drill() != null, "", Integer.MAX_VALUE).stream()
                .sorted(Comparator.comparing(DrillResource::startedAt).reversed())
                .limit(SHOWN_MAX)
                .map(DrillResource::answer)
                .toList());
    }

    @GET
    @Path("/{fingerprint}")
    @Operation(operationId = "getDrill", summary = "One drill, and whether a human answered")
    public DrillAnswer get(@PathParam("network") String network, @PathParam("fingerprint") String fingerprint) {
        NetworkId in = scope.network(network);
        return flow
                .page(
                        in,
                        alert -> alert.drill() != null
                                && alert.key().fingerprint().equals(fingerprint),
                        "",
                        1)
                .stream()
                .findFirst()
                .map(DrillResource::answer)
                .orElseThrow(() -> Problem.notFound("no such drill").asException());
    }

    private static Instant startedAt(Alert drill) {
        return drill.episode().openedAt();
    }

    private static DrillAnswer answer(Alert drill) {
        String fingerprint = drill.key().fingerprint();
        String by = Objects.requireNonNull(drill.drill()).startedBy();
        String at = startedAt(drill).toString();
        return switch (DrillResult.of(drill)) {
            case DrillResult.Running() -> new DrillAnswer(fingerprint, by, at, "RUNNING", null, null, null);
            case DrillResult.Answered(String who, Duration after) ->
                new DrillAnswer(fingerprint, by, at, "ANSWERED", who, after.toSeconds(), null);
            case DrillResult.Unanswered(long delivered) ->
                new DrillAnswer(fingerprint, by, at, "UNANSWERED", null, null, delivered);
        };
    }
}
