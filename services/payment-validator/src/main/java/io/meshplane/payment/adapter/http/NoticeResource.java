package io.meshplane.payment.adapter.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.NoticeQueries;
import io.meshplane.payment.NoticeStreams.Reader;
import io.meshplane.payment.domain.notice.Notice.Numbered;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What became of claims and payments, in order and as it happens ({@code docs/webhooks.md}). */
@Path("/v1/networks/{network}/notices")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class NoticeResource {
    private static final int PAGE_MAX = 200;

    private final NoticeQueries notices;
    private final EventStreams streams;
    private final OperatorScope scope;

    NoticeResource(NoticeQueries notices, EventStreams streams, OperatorScope scope) {
        this.notices = notices;
        this.streams = streams;
        this.scope = scope;
    }

    /** A page; ask for the next with {@code after} = the last one's seq. */
    public record NoticePage(List<NoticeAnswer> notices) {}

    /**
     * A notice.
     *
     * @param type verdict.changed, payment.credited or payment.reversed
     * @param data as webhooks carry it
     */
    public record NoticeAnswer(
            long seq,
            String type,
            String timestamp,

            @JsonRawValue @Schema(implementation = Object.class)
            String data) {
        static NoticeAnswer of(Numbered numbered) {
            return new NoticeAnswer(
                    numbered.seq(),
                    numbered.notice().kind().wireName(),
                    numbered.at().toString(),
                    numbered.notice().body());
        }
    }

    @GET
    @Operation(operationId = "listNotices", summary = "Notices in the order in which they happened")
    public Uni<NoticePage> list(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        NetworkId in = scope.network(network);
        return notices.after(in, after, Fields.within("limit", limit, 1, PAGE_MAX))
                .map(page -> new NoticePage(page.stream().map(NoticeAnswer::of).toList()));
    }

    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(operationId = "streamNotices", summary = "Notices as server-sent events, from Last-Event-ID on")
    @APIResponse(
            responseCode = "200",
            description = "Events named as the type of their notice, and gap, end; a comment when there is nothing new",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS))
    @APIResponse(responseCode = "429", description = "There are too many streams: try again after Retry-After seconds")
    public Multi<OutboundSseEvent> stream(
            HttpServerRequest http,
            @PathParam("network") String network,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
        NetworkId in = scope.network(network);
        return streams.open(http, new Reader(in, "", EventStreams.after(lastEventId)));
    }
}
