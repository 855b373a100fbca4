package io.meshplane.route.adapter.http;

import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.domain.BabelSettings;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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

/** A node asks what its babeld should go by. */
@Path("/v1/babel-settings")
@Produces(MediaType.APPLICATION_JSON)
public class BabelSettingsResource {
    private static final byte[] NO_BODY = new byte[0];

    private final RouteFlow flow;
    private final NodeDirectory nodes;
    private final InstantSource clock;

    BabelSettingsResource(RouteFlow flow, NodeDirectory nodes, InstantSource clock) {
        this.flow = flow;
        this.nodes = nodes;
        this.clock = clock;
    }

    /** See docs/babel-settings.md. */
    public record SettingsAnswer(List<CostAnswer> costs, List<PriceAnswer> prices) {}

    /**
     * What receiving over an interface costs.
     *
     * @param rxcost 1-65534
     * @param until ISO 8601; it counts until before this moment
     */
    @Schema(name = "InterfaceCost")
    public record CostAnswer(String interfaceName, int rxcost, Instant until) {}

    /** @param price decimal, base units of the asset per 10^9 bytes */
    @Schema(name = "InterfacePrice")
    public record PriceAnswer(String interfaceName, String price, String asset) {}

    @GET
    @Blocking // it waits while the network's routes are computed
    @Operation(
            operationId = "getBabelSettings",
            summary = "What babeld of the node that signed the request should go by")
    @APIResponse(
            responseCode = "200",
            description = "The settings; their ETag names them",
            content = @Content(schema = @Schema(implementation = SettingsAnswer.class)))
    @APIResponse(responseCode = "304", description = "They are those of If-None-Match")
    @APIResponse(responseCode = "503", description = "Prices and overrides are still being read")
    public Response settings(@Context HttpServerRequest http, @Context Request request) {
        EnrolledNode node = nodes.authenticate(http, NO_BODY);
        // before everything is read, a price that is missing would be taken for one that was taken back
        if (!flow.isReady())
            throw Problem.unavailable("prices and overrides are still being read")
                    .asException();
        Instant now = clock.instant();
        SettingsAnswer answer = answer(flow.read(node.network(), facts -> BabelSettings.of(facts, node.id(), now)));
        return Tags.response(answer, Tags.of(answer), request);
    }

    private static SettingsAnswer answer(BabelSettings settings) {
        return new SettingsAnswer(
                settings.costs().entrySet().stream()
                        .map(each -> new CostAnswer(
                                each.getKey(),
                                each.getValue().rxcost(),
                                each.getValue().until()))
                        .toList(),
                settings.prices().entrySet().stream()
                        .map(each -> new PriceAnswer(
                                each.getKey(),
                                each.getValue().price().toString(),
                                each.getValue().asset().toString()))
                        .toList());
    }
}
