package io.meshplane.ingest.adapter.standard;

import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.ingest.SenderFlow;
import io.meshplane.ingest.SenderFlow.Outcome;
import io.meshplane.ingest.SenderMeters;
import io.meshplane.ingest.SenderMeters.Door;
import io.meshplane.ingest.Senders;
import io.meshplane.ingest.adapter.standard.body.Coding;
import io.meshplane.platform.identity.EnrolledNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** OTLP/HTTP, metrics and logs, as its specification wants it. */
@Path("/v1")
public class OtlpDoor {
    private final Senders senders;
    private final SenderFlow flow;
    private final SenderMeters meters;
    private final DecoderPool pool;

    OtlpDoor(Senders senders, SenderFlow flow, SenderMeters meters, DecoderPool pool) {
        this.senders = senders;
        this.flow = flow;
        this.meters = meters;
        this.pool = pool;
    }

    @POST
    @Path("/metrics")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "exportMetrics",
            summary = "OTLP/HTTP metrics of a node; identity, gzip or zstd (docs/standard-senders.md)")
    @RequestBody(
            content = {
                @Content(
                        mediaType = OtlpAnswers.PROTOBUF,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = OtlpAnswers.JSON, schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(responseCode = "200", description = "On Kafka; what was rejected is counted as partial success")
    @APIResponse(responseCode = "400", description = "Cannot be read: do not repeat it")
    @APIResponse(responseCode = "401", description = "No signature or ingest token that is known")
    @APIResponse(responseCode = "403", description = "The token is another node's")
    @APIResponse(responseCode = "413", description = "Larger than a request may be: send fewer at once")
    @APIResponse(responseCode = "415", description = "Media type or content coding is not known")
    @APIResponse(responseCode = "429", description = "Too much at once: try again after Retry-After seconds")
    @APIResponse(responseCode = "503", description = "Kafka is away: try again after Retry-After seconds")
    public Uni<Response> metrics(HttpServerRequest http, byte[] body) {
        return serve(Door.OTLP_METRICS, http, body);
    }

    @POST
    @Path("/logs")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "exportLogs",
            summary = "OTLP/HTTP logs of a node; identity, gzip or zstd (docs/standard-senders.md)")
    @RequestBody(
            content = {
                @Content(
                        mediaType = OtlpAnswers.PROTOBUF,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = OtlpAnswers.JSON, schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(responseCode = "200", description = "On Kafka; what was rejected is counted as partial success")
    @APIResponse(responseCode = "400", description = "Cannot be read: do not repeat it")
    @APIResponse(responseCode = "401", description = "No signature or ingest token that is known")
    @APIResponse(responseCode = "403", description = "The token is another node's")
    @APIResponse(responseCode = "413", description = "Larger than a request may be: send fewer at once")
    @APIResponse(responseCode = "415", description = "Media type or content coding is not known")
    @APIResponse(responseCode = "429", description = "Too much at once: try again after Retry-After seconds")
    @APIResponse(responseCode = "503", description = "Kafka is away: try again after Retry-After seconds")
    public Uni<Response> logs(HttpServerRequest http, byte[] body) {
        return serve(Door.OTLP_LOGS, http, body);
    }

    private Uni<Response> serve(Door door, HttpServerRequest http, byte[] body) {
        String type = SenderRequest.mediaType(http);
        boolean isJson = type.equals(OtlpAnswers.JSON);
        OtlpAnswers answers =
                new OtlpAnswers(isJson, door == Door.OTLP_LOGS ? "rejectedLogRecords" : "rejectedDataPoints");
        Coding coding = SenderRequest.coding(http).orElse(Coding.SNAPPY);
        if (coding == Coding.SNAPPY || (!isJson && !type.equals(OtlpAnswers.PROTOBUF))) {
            String detail = coding == Coding.SNAPPY ? "the content coding is not known" : "the media type is not known";
            return Uni.createFrom()
                    .item(() -> rebuffed(door, answers, Rebuff.of(new Refusal(Refusal.Reason.UNSUPPORTED, detail))));
        }
        return pool.submit(decoder -> {
                    EnrolledNode node = senders.authenticate(http, body);
                    return taken(door, node, body, coding, answers, decoder);
                })
                .onFailure()
                .recoverWithItem(failure -> rebuffed(door, answers, Rebuff.of(failure)));
    }

    private Uni<Response> taken(
            Door door, EnrolledNode node, byte[] body, Coding coding, OtlpAnswers answers, Decoder decoder) {
        boolean areLogs = door == Door.OTLP_LOGS;
        @Nullable Refusal refusal = areLogs
                ? decoder.otlpLogs(body, coding, answers.isJson())
                : decoder.otlpMetrics(body, coding, answers.isJson());
        if (refusal != null) return Uni.createFrom().item(rebuffed(door, answers, Rebuff.of(refusal)));
        long rejected = areLogs
                ? decoder.rejectedLines().rejected()
                : decoder.rejected().rejected();
        String why = areLogs
                ? decoder.rejectedLines().rejectedWhy()
                : decoder.rejected().rejectedWhy();
        return flow.publish(node, UploadDoor.UPLOAD_DOOR_OTLP, body, decoder.samples(), decoder.lines())
                .map(outcome -> switch (outcome) {
                    case Outcome.Written _ -> {
                        meters.count(door, "accepted", rejected == 0 ? "none" : "partly");
                        meters.countRejected(door, rejected);
                        yield answers.taken(rejected, why);
                    }
                    case Outcome.TooLarge(int maxBytes) -> rebuffed(door, answers, Rebuff.recordTooLarge(maxBytes));
                    case Outcome.Busy() -> rebuffed(door, answers, Rebuff.busy("the memory for requests is in use"));
                });
    }

    private Response rebuffed(Door door, OtlpAnswers answers, Rebuff rebuff) {
        meters.count(door, rebuff.outcome(), rebuff.reason());
        return rebuff.withHeaders(answers.refused(rebuff.status(), rebuff.detail()), "gzip, zstd");
    }
}
