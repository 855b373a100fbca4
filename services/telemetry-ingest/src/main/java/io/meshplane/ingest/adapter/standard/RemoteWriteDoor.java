package io.meshplane.ingest.adapter.standard;

import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.ingest.SenderFlow;
import io.meshplane.ingest.SenderFlow.Outcome;
import io.meshplane.ingest.SenderMeters;
import io.meshplane.ingest.SenderMeters.Door;
import io.meshplane.ingest.Senders;
import io.meshplane.ingest.adapter.standard.body.Coding;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.EnrolledNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Prometheus remote-write 1.0 and 2.0: snappy as the specification says, zstd as vmagent sends it. */
@Path("/api/v1/write")
public class RemoteWriteDoor {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String VERSION_1 = "prometheus.WriteRequest";
    private static final String VERSION_2 = "io.prometheus.write.v2.Request";
    private static final String WRITTEN = "X-Prometheus-Remote-Write-";

    private final Senders senders;
    private final SenderFlow flow;
    private final SenderMeters meters;
    private final DecoderPool pool;

    RemoteWriteDoor(Senders senders, SenderFlow flow, SenderMeters meters, DecoderPool pool) {
        this.senders = senders;
        this.flow = flow;
        this.meters = meters;
        this.pool = pool;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "remoteWrite",
            summary = "Prometheus remote-write of a node, 1.0 and 2.0; snappy or zstd (docs/standard-senders.md)")
    @RequestBody(
            content = @Content(mediaType = PROTOBUF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "204", description = "On Kafka; headers X-Prometheus-Remote-Write-*-Written tell what")
    @APIResponse(responseCode = "400", description = "Cannot be read, or labels break a rule: nothing was written")
    @APIResponse(responseCode = "401", description = "No signature or ingest token that is known")
    @APIResponse(responseCode = "403", description = "The token is another node's")
    @APIResponse(responseCode = "413", description = "Larger than a request may be: send fewer at once")
    @APIResponse(responseCode = "415", description = "Message or content coding is not known")
    @APIResponse(responseCode = "429", description = "Too much at once: try again after Retry-After seconds")
    @APIResponse(responseCode = "503", description = "Kafka is away: try again after Retry-After seconds")
    public Uni<Response> write(HttpServerRequest http, byte[] body) {
        Optional<Coding> named = SenderRequest.coding(http).filter(coding -> coding != Coding.GZIP);
        String type = SenderRequest.mediaType(http);
        String message = SenderRequest.parameter(http, "proto");
        boolean isVersion2 = message.equals(VERSION_2);
        boolean known = type.isEmpty() || type.equals(PROTOBUF);
        boolean knownMessage = message.isEmpty() || message.equals(VERSION_1) || isVersion2;
        if (named.isEmpty() || !known || !knownMessage) {
            String detail = named.isEmpty() ? "the content coding is not known" : "the media type is not known";
            return Uni.createFrom().item(() -> rebuffed(Rebuff.of(new Refusal(Refusal.Reason.UNSUPPORTED, detail))));
        }
        // older senders name no coding and mean snappy: the specification knows no other
        Coding coding = named.get() == Coding.IDENTITY ? Coding.SNAPPY : named.get();
        return pool.submit(decoder -> {
                    EnrolledNode node = senders.authenticate(http, body);
                    return taken(node, body, coding, isVersion2, decoder);
                })
                .onFailure()
                .recoverWithItem(failure -> rebuffed(Rebuff.of(failure)));
    }

    private Uni<Response> taken(EnrolledNode node, byte[] body, Coding coding, boolean isVersion2, Decoder decoder) {
        Refusal refusal = decoder.remoteWrite(body, coding, isVersion2);
        if (refusal != null) return Uni.createFrom().item(rebuffed(Rebuff.of(refusal)));
        long histograms = decoder.histograms(isVersion2);
        return flow.publish(node, UploadDoor.UPLOAD_DOOR_REMOTE_WRITE, body, decoder.samples(), decoder.lines())
                .map(outcome -> switch (outcome) {
                    case Outcome.Written(int samples, int _) -> written(samples, histograms);
                    case Outcome.TooLarge(int maxBytes) -> rebuffed(Rebuff.recordTooLarge(maxBytes));
                    case Outcome.Busy() -> rebuffed(Rebuff.busy("the memory for requests is in use"));
                });
    }

    private Response written(int samples, long histograms) {
        meters.count(Door.REMOTE_WRITE, "accepted", histograms == 0 ? "none" : "partly");
        meters.countRejected(Door.REMOTE_WRITE, histograms);
        return Response.noContent()
                .header(WRITTEN + "Samples-Written", samples)
                .header(WRITTEN + "Histograms-Written", 0)
                .header(WRITTEN + "Exemplars-Written", 0)
                .build();
    }

    private Response rebuffed(Rebuff rebuff) {
        meters.count(Door.REMOTE_WRITE, rebuff.outcome(), rebuff.reason());
        Response answer = Response.status(rebuff.status())
                .type(Problem.MEDIA_TYPE)
                .entity(rebuff.asProblem())
                .header(WRITTEN + "Samples-Written", 0)
                .header(WRITTEN + "Histograms-Written", 0)
                .header(WRITTEN + "Exemplars-Written", 0)
                .build();
        return rebuff.withHeaders(answer, "snappy, zstd");
    }
}
