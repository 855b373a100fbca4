package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.ProblemException;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.route.RouteConfig;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.RouteFlow.Chosen;
import io.meshplane.route.domain.Link;
import io.meshplane.route.domain.LinkKey;
import io.meshplane.route.domain.MeshGraph;
import io.meshplane.route.domain.Observation;
import io.meshplane.route.domain.RouteQuestions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Routes and the links under them, for operators. */
@Path("/v1/networks/{network}")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class RouteResource {
    private static final int PAGE_MAX = 1000;

    private final RouteFlow flow;
    private final OperatorScope scope;
    private final RouteConfig.LimitConfig limits;
    private final InstantSource clock;

    RouteResource(RouteFlow flow, OperatorScope scope, RouteConfig config, InstantSource clock) {
        this.flow = flow;
        this.scope = scope;
        this.limits = config.limits();
        this.clock = clock;
    }

    /** A page; ask for the next with {@code after} = the last node's id. */
    public record RoutePage(List<RouteAnswer> routes) {}

    /**
     * One end of a link.
     *
     * @param key node, interface and peer address
     * @param peerId who is at the other end; null where that is not known
     * @param cost as reported, 1-65534; 65535 = down
     * @param lossPpm millionths; null = not measured
     * @param overriddenCost what an operator says that it costs; null = nobody does; 65535 = nothing is sent over it
     */
    public record LinkAnswer(
            String key,
            String nodeId,
            String interfaceName,
            String localAddress,
            String peerAddress,
            @Nullable String peerId,
            int cost,
            @Nullable Long rttMicros,
            @Nullable Integer lossPpm,
            Link.Status status,
            @Nullable Integer overriddenCost) {
        static LinkAnswer of(Link link) {
            Observation seen = link.seen();
            return new LinkAnswer(
                    seen.key().toString(),
                    seen.node().value(),
                    seen.key().port().interfaceName(),
                    seen.local().toString(),
                    seen.peer().toString(),
                    link.peer() == null ? null : link.peer().value(),
                    seen.cost(),
                    seen.rttMicros(),
                    seen.lossPpm(),
                    link.status(),
                    link.override() == null ? null : link.override().cost());
        }
    }

    /** A page; ask for the next with {@code after} = the last link's key. */
    public record LinkPage(List<LinkAnswer> links) {}

    @GET
    @Path("/routes")
    @Operation(operationId = "listRoutes", summary = "The route of every node of the network, by node id")
    public RoutePage routes(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, PAGE_MAX);
        return flow.page(in, after, rows)
                .map(routes ->
                        new RoutePage(routes.stream().map(RouteAnswer::of).toList()))
                .orElseThrow(RouteResource::notYet);
    }

    @GET
    @Path("/routes/{node}")
    @Operation(operationId = "getRoute", summary = "The route of one node, hop by hop, and why it is this one")
    @APIResponse(
            responseCode = "200",
            description = "The route",
            content = @Content(schema = @Schema(implementation = RouteAnswer.class)))
    @APIResponse(responseCode = "304", description = "It is the one of If-None-Match")
    public Response route(
            @PathParam("network") String network, @PathParam("node") String node, @Context Request request) {
        NetworkId in = scope.network(network);
        NodeId id = Paths.node(node);
        if (!flow.isReady()) throw notYet();
        if (!flow.isMember(in, id)) throw Paths.noSuchNode();
        RouteAnswer answer = explained(flow.route(in, id).orElseThrow(RouteResource::notYet));
        return Tags.response(answer, Tags.of(answer), request);
    }

    private RouteAnswer explained(Chosen chosen) {
        if (chosen.route().isEmpty()) return RouteAnswer.of(chosen);
        MeshGraph mesh = flow.mesh(chosen.network()).orElseThrow(RouteResource::notYet);
        RouteQuestions questions = new RouteQuestions(mesh, limits.labels());
        return RouteAnswer.of(questions.explain(chosen.route().get()), mesh.unit());
    }

    @GET
    @Path("/links")
    @Operation(
            operationId = "listLinks",
            summary = "Every end of every link as reported, and whether it is used, by key")
    public LinkPage links(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, PAGE_MAX);
        LinkKey behind = after.isEmpty() ? null : Fields.required("after", after, LinkKey::parse);
        Instant now = clock.instant();
        return new LinkPage(flow.read(in, facts -> facts.links(behind, rows, now)).stream()
                .map(LinkAnswer::of)
                .toList());
    }

    static ProblemException notYet() {
        return Problem.unavailable("the routes are still being computed").asException();
    }
}
