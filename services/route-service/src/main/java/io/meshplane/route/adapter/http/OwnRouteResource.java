package io.meshplane.route.adapter.http;

import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.meshplane.route.RouteFlow;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

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
    @Operation(operationId = "getOwnRoute", summary = "The route of the node that signed the request")
    @APIResponse(
            responseCode = "200",
            description = "The route",
            content = @Content(schema = @Schema(implementation = RouteAnswer.class)))
    @APIResponse(responseCode = "304", description = "It is the one of If-None-Match")
    public Response own(@Context HttpServerRequest http, @Context Request request) {
        EnrolledNode node = nodes.authenticate(http, NO_BODY);
        return RouteAnswer.response(flow.route(node.network(), node.id()).orElseThrow(RouteResource::notYet), request);
    }
}
