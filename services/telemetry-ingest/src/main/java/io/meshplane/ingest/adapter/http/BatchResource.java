package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.UploadFlow;
import io.meshplane.ingest.UploadFlow.Outcome;
import io.meshplane.ingest.UploadFlow.Wait;
import io.meshplane.ingest.UploadMeters;
import io.meshplane.ingest.UploadWorkers;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.NodeDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where agents of format 1 upload. */
@Path("/v1/batches")
public class BatchResource {
    private final UploadFlow flow;
    private final UploadMeters meters;
    private final NodeDirectory nodes;
    private final UploadWorkers workers;

    BatchResource(UploadFlow flow, UploadMeters meters, NodeDirectory nodes, UploadWorkers workers) {
        this.flow = flow;
        this.meters = meters;
        this.nodes = nodes;
        this.workers = workers;
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
        return Uni.createFrom()
                .completionStage(() -> workers.submit(() -> flow.takeBatch(nodes.authenticate(http, body), body)))
                .map(BatchResource::answer)
                .onFailure(RejectedExecutionException.class)
                .recoverWithItem(this::turnedAway);
    }

    private Response turnedAway() {
        meters.countOverload();
        return later(UploadProblems.overload());
    }

    private static Response answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(long _, long sequence) ->
                Response.status(202)
                        .entity(new UploadAnswer(Long.toString(sequence)))
                        .build();
            case Outcome.Duplicate(long _, long sequence) ->
                Response.ok(new UploadAnswer(Long.toString(sequence))).build();
            case Outcome.StateMissing() -> throw UploadProblems.stateMissing().asException();
            case Outcome.Refused(var reason, var detail) ->
                throw UploadProblems.refused(reason, detail).asException();
            case Outcome.ForeignNode() -> throw UploadProblems.foreignNode().asException();
            case Outcome.Later(Wait wait) -> later(UploadProblems.later(wait));
        };
    }

    private static Response later(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header("Retry-After", UploadProblems.RETRY_AFTER_SECONDS)
                .entity(problem)
                .build();
    }
}
