package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.route.PriceFlow;
import io.meshplane.route.RouteConfig;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.domain.MeshTools;
import io.meshplane.route.domain.Network;
import io.meshplane.route.domain.Port;
import io.meshplane.route.domain.PriceRules.Decision;
import io.meshplane.route.domain.PriceTag;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What nodes ask for traffic, set by operators. */
@Path("/v1/networks/{network}/prices")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PriceResource {
    private static final int PAGE_MAX = 1000;

    private final PriceFlow prices;
    private final RouteFlow routes;
    private final Tools tools;
    private final OperatorScope scope;
    private final RouteConfig.LimitConfig limits;

    PriceResource(PriceFlow prices, RouteFlow routes, Tools tools, OperatorScope scope, RouteConfig config) {
        this.prices = prices;
        this.routes = routes;
        this.tools = tools;
        this.scope = scope;
        this.limits = config.limits();
    }

    /**
     * A price to set.
     *
     * @param price decimal, base units of the asset per 10^9 bytes
     * @param asset {@code eip155:<chain>/slip44:60} or {@code eip155:<chain>/erc20:0x…}; one for all of a network
     */
    public record PriceRequest(
            @Nullable String price, @Nullable String asset) {}

    /** A price that is set. */
    public record PriceAnswer(String key, String nodeId, String interfaceName, String price, String asset) {
        static PriceAnswer of(Port port, PriceTag tag) {
            return new PriceAnswer(
                    port.toString(),
                    port.node().value(),
                    port.interfaceName(),
                    tag.price().toString(),
                    tag.asset().toString());
        }
    }

    /** A page; ask for the next with {@code after} = the last price's key. */
    public record PricePage(List<PriceAnswer> prices) {}

    /**
     * What an interface could ask.
     *
     * @param price in base units per 10^9 bytes; null = nobody who has a choice would come at any price
     * @param bytes that come at this price, of 10^9 a node, from nodes that have a choice
     * @param captiveBytes from nodes that have no other way
     */
    public record AdviceAnswer(@Nullable String price, long bytes, long captiveBytes) {}

    @PUT
    @Path("/{node}/{interface}")
    @Blocking // it waits while the network's routes are computed
    @Operation(operationId = "setPrice", summary = "What a node asks for traffic that it forwards over an interface")
    public Uni<PriceAnswer> set(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @PathParam("interface") String interfaceName,
            PriceRequest request) {
        NetworkId in = scope.network(network);
        NodeId id = Paths.node(node);
        Port port = Fields.required("interface", interfaceName, name -> new Port(id, name));
        if (request == null)
            throw Problem.malformed("a JSON object is expected").asException();
        PriceTag tag = new PriceTag(
                Fields.required("price", request.price(), Price::parse),
                Fields.required("asset", request.asset(), Asset::parse));
        if (!routes.isReady())
            throw Problem.unavailable("prices are still being read").asException();
        return prices.set(in, port, tag, scope.subject()).map(decision -> answer(decision, port, tag));
    }

    private static PriceAnswer answer(Decision decision, Port port, PriceTag tag) {
        return switch (decision) {
            case Decision.Set(), Decision.Unchanged() -> PriceAnswer.of(port, tag);
            case Decision.NoCommonUnit() ->
                throw Problem.conflict(
                                "together with the other prices of this network it has no unit in which all can be counted exactly: "
                                        + "the highest may be 2^32 times the greatest common divisor")
                        .asException();
            case Decision.NoSuchNode() -> throw Paths.noSuchNode();
            case Decision.OtherAsset(Asset asset) ->
                throw Problem.conflict("the prices of this network are in " + asset)
                        .asException();
        };
    }

    @GET
    @Operation(operationId = "listPrices", summary = "The prices of the network, by node and interface")
    public PricePage list(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, PAGE_MAX);
        Port behind = after.isEmpty() ? null : Fields.required("after", after, Port::parse);
        return routes.read(in, facts -> page(facts, behind, rows));
    }

    private static PricePage page(Network facts, @Nullable Port behind, int rows) {
        var prices = behind == null ? facts.prices() : facts.prices().tailMap(behind, false);
        return new PricePage(prices.entrySet().stream()
                .limit(rows)
                .map(price -> PriceAnswer.of(price.getKey(), price.getValue()))
                .toList());
    }

    @GET
    @Path("/{node}/{interface}/advice")
    @Operation(
            operationId = "advisePrice",
            summary = "What an interface could ask, from what its users' next best ways would cost them")
    public AdviceAnswer advice(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @PathParam("interface") String interfaceName) {
        NetworkId in = scope.network(network);
        NodeId id = Paths.node(node);
        Port port = Fields.required("interface", interfaceName, name -> new Port(id, name));
        return tools.use(
                in,
                mesh -> new MeshTools(mesh, limits.labels())
                        .advice(port)
                        .map(advice -> new AdviceAnswer(
                                advice.price() == null ? null : advice.price().toString(),
                                advice.bytes(),
                                advice.captiveBytes()))
                        .orElseThrow(() -> Problem.notFound("no usable link leaves over that interface")
                                .asException()));
    }
}
