package io.meshplane.route.adapter.http;

import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.meshplane.route.RouteEvents;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.RouteFlow.Chosen;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** A node asks for its own route. */
@Path("/v1/route")
@Produces(MediaType.APPLICATION_JSON)
public class OwnRouteResource {
    private static final byte[] NO_BODY = new byte[0];

    private final RouteFlow flow;
    private final NodeDirectory nodes;

    OwnRouteResource(RouteFlow flow, NodeDirectory nodes) {
        this.flow = flow;
        this.nodes = nodes;
    }

    @GET
    @Blocking // it waits while the network's routes are computed
    @Operation(
            operationId = "getOwnRoute",
            summary = "The route of the node that signed the request",
            description =
                    "With If-None-Match and Prefer: wait=seconds (RFC 7240, 1-60) it is answered as soon as the route is another "
                            + "one, or 304 after that time.")
    @APIResponse(
            responseCode = "200",
            description = "The route",
            content = @Content(schema = @Schema(implementation = RouteAnswer.class)))
    @APIResponse(responseCode = "304", description = "It is the one of If-None-Match")
    public Uni<Response> own(
            @HeaderParam("If-None-Match") @Parameter(hidden = true) @Nullable String known,
            @HeaderParam("Prefer") @Nullable String prefer,
            @Context HttpServerRequest http,
            @Context Request request) {
        EnrolledNode node = nodes.authenticate(http, NO_BODY);
        Duration patience = known == null ? Duration.ZERO : Patience.of(prefer);
        Predicate<Optional<Chosen>> isKnown = chosen -> chosen.isPresent()
                && known != null
                && known.contains(tag(chosen.get()).getValue());
        return flow.route(node.network(), node.id(), isKnown, patience)
                .map(chosen -> chosen.orElseThrow(RouteResource::notYet))
                .map(chosen -> Tags.response(RouteAnswer.of(chosen), tag(chosen), request));
    }

    private static EntityTag tag(Chosen chosen) {
        return new EntityTag(RouteEvents.id(chosen.asEvent()).value());
    }
}
