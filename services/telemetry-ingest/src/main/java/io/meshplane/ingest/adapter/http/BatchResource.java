package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.IngestConfig;
import io.meshplane.ingest.UploadFlow;
import io.meshplane.ingest.UploadFlow.Outcome;
import io.meshplane.ingest.UploadFlow.Wait;
import io.meshplane.ingest.UploadMeters;
import io.meshplane.platform.http.Budget;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.NodeDirectory;
import io.meshplane.telemetry.codec.Decoded;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where agents upload. */
@Path("/v1/batches")
public class BatchResource {
    private static final int RETRY_AFTER_SECONDS = 2;

    private final UploadFlow flow;
    private final UploadMeters meters;
    private final NodeDirectory nodes;
    private final Budget uploads;

    BatchResource(UploadFlow flow, UploadMeters meters, NodeDirectory nodes, IngestConfig config) {
        this.flow = flow;
        this.meters = meters;
        this.nodes = nodes;
        this.uploads = new Budget("meshplane.ingest.uploads-in-flight", config.uploadsInFlight());
    }

    /** The upload is safe: the sender may forget it. The sequence is a decimal string. */
    public record UploadAnswer(String accepted) {}

    @POST
    @Consumes("application/vnd.meshplane.batch")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "uploadBatch",
            summary = "A node's batch of telemetry (docs/telemetry-format.md), signed; repeats are harmless")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "202",
            description = "All of it is on Kafka",
            content = @Content(schema = @Schema(implementation = UploadAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "It came before",
            content = @Content(schema = @Schema(implementation = UploadAnswer.class)))
    @APIResponse(responseCode = "400", description = "Not a batch, damaged, or of another version")
    @APIResponse(responseCode = "403", description = "The batch names another node than the one that signed it")
    @APIResponse(responseCode = "422", description = "The batch breaks a rule or a limit of its format")
    @APIResponse(responseCode = "429", description = "Too much at once: try again after Retry-After seconds")
    @APIResponse(responseCode = "503", description = "Kafka is away: try again after Retry-After seconds")
    public Uni<Response> upload(HttpServerRequest http, byte[] body) {
        if (body.length > UploadFlow.BATCH_BYTES_MAX) {
            throw Problem.tooLarge("the batch is larger than " + UploadFlow.BATCH_BYTES_MAX + " bytes")
                    .asException();
        }
        Uni<Response> work = Uni.createFrom()
                .item(() -> nodes.authenticate(http, body))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(node -> flow.take(node, body))
                .map(BatchResource::answer);
        return uploads.admit(work, this::turnedAway);
    }

    private Response turnedAway() {
        meters.countOverload();
        return later(429, "too many uploads are being worked on");
    }

    private static Response answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(long sequence) ->
                Response.status(202)
                        .entity(new UploadAnswer(Long.toString(sequence)))
                        .build();
            case Outcome.Duplicate(long sequence) ->
                Response.ok(new UploadAnswer(Long.toString(sequence))).build();
            case Outcome.Refused(Decoded.Reason reason, String detail) ->
                throw refusal(reason, detail).asException();
            case Outcome.ForeignNode() ->
                throw Problem.forbidden("the batch names another node than the one that signed it")
                        .asException();
            case Outcome.Later(Wait wait) ->
                switch (wait) {
                    case SAME_NODE -> later(429, "another upload of this node is being worked on");
                    case CURSORS -> later(503, "the cursors of the nodes are still being read");
                };
        };
    }

    private static Problem refusal(Decoded.Reason reason, String detail) {
        int status = switch (reason) {
            case NOT_A_BATCH, UNSUPPORTED_VERSION, DAMAGED -> 400;
            case MALFORMED, TOO_LARGE -> 422;
        };
        String name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem("urn:meshplane:problem:batch-" + name, "The batch cannot be taken", status, detail, null);
    }

    private static Response later(int status, String detail) {
        Problem problem = status == 503 ? Problem.unavailable(detail) : Problem.tooMany(detail);
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .header("Retry-After", RETRY_AFTER_SECONDS)
                .entity(problem)
                .build();
    }
}
