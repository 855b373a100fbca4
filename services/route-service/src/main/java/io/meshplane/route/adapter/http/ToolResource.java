package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.route.RouteConfig;
import io.meshplane.route.domain.MeshTools;
import io.meshplane.route.domain.PlannedChange;
import io.meshplane.route.domain.Trial;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Tools for those who run a network. None of them changes anything. */
@Path("/v1/networks/{network}")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ToolResource {
    private static final int CHANGES_MAX = 50;
    private static final int ROWS_MAX = 1000;
    private static final int SAMPLES_MAX = 1000;

    private final Tools tools;
    private final OperatorScope scope;
    private final RouteConfig.LimitConfig limits;

    ToolResource(Tools tools, OperatorScope scope, RouteConfig config) {
        this.tools = tools;
        this.scope = scope;
        this.limits = config.limits();
    }

    /** Changes to try together, 1-50; see {@link ChangeRequest}. */
    public record WhatIfRequest(@Nullable List<@Nullable ChangeRequest> changes) {}

    /**
     * What would be different.
     *
     * @param affectedCount nodes whose way or its terms would differ
     * @param affected the first of them by id, 1,000 at most
     * @param revenue what nodes would earn more, or less, in base units of the network's asset, if everybody sends 10^9 bytes
     */
    public record WhatIfAnswer(int affectedCount, List<AffectedAnswer> affected, Map<String, String> revenue) {
        static WhatIfAnswer of(Trial.Outcome.Tried tried) {
            Map<String, String> revenue = new TreeMap<>();
            tried.revenue().forEach((NodeId node, BigInteger moved) -> revenue.put(node.value(), moved.toString()));
            return new WhatIfAnswer(
                    tried.affected().size(),
                    tried.affected().stream()
                            .limit(ROWS_MAX)
                            .map(AffectedAnswer::of)
                            .toList(),
                    revenue);
        }
    }

    /** A node's way before and after; null = none. */
    public record AffectedAnswer(
            String nodeId,
            @Nullable SummaryAnswer before,
            @Nullable SummaryAnswer after) {
        static AffectedAnswer of(Trial.Affected affected) {
            return new AffectedAnswer(
                    affected.node().value(), SummaryAnswer.of(affected.before()), SummaryAnswer.of(affected.after()));
        }
    }

    /**
     * What a way comes to.
     *
     * @param nodes on it, in the order of traffic; empty for a gateway
     * @param latencyMicros hops that nobody measured counting as the service is set to
     */
    public record SummaryAnswer(List<String> nodes, long metric, String price, long latencyMicros) {
        static @Nullable SummaryAnswer of(Trial.@Nullable Summary summary) {
            if (summary == null) return null;
            return new SummaryAnswer(
                    summary.nodes().stream().map(NodeId::value).toList(),
                    summary.metric(),
                    summary.price().toString(),
                    summary.latencyMicros());
        }
    }

    /** Links, as pairs of node ids, and nodes whose loss would split a part of the mesh. */
    public record SinglePointsAnswer(List<List<String>> links, List<String> nodes) {}

    /**
     * What a node carries for others.
     *
     * @param carriedBytes if everybody sends 10^9 bytes to the internet
     * @param revenue for it, in base units of the network's asset
     * @param betweenness of how many ordered pairs of other nodes the shortest ways pass it, by estimate
     */
    public record LoadAnswer(String nodeId, long carriedBytes, String revenue, double betweenness) {}

    /** Those that carry the most first. */
    public record LoadPage(List<LoadAnswer> nodes) {}

    @POST
    @Path("/what-if")
    @Operation(
            operationId = "tryChanges",
            summary =
                    "Who would go another way, and how money would move, if links or nodes were added, removed or repriced")
    public WhatIfAnswer whatIf(@PathParam("network") String network, @Nullable WhatIfRequest request) {
        var in = scope.network(network);
        List<PlannedChange> changes = changes(request);
        return tools.use(in, mesh -> {
            Trial.Outcome outcome = new MeshTools(mesh, limits.labels()).whatIf(changes);
            return switch (outcome) {
                case Trial.Outcome.Tried tried -> WhatIfAnswer.of(tried);
                case Trial.Outcome.Unknown(int change, String what) ->
                    throw Problem.invalidField("changes[" + change + "]", what).asException();
                case Trial.Outcome.NoCommonUnit _ ->
                    throw Problem.invalidField(
                                    "changes",
                                    "its prices and those that are set cannot be counted exactly in one unit")
                            .asException();
            };
        });
    }

    private static List<PlannedChange> changes(@Nullable WhatIfRequest request) {
        if (request == null)
            throw Problem.malformed("a JSON object is expected").asException();
        if (request.changes() == null)
            throw Problem.invalidField("changes", "is missing").asException();
        var _ = Fields.within("changes (how many)", request.changes().size(), 1, CHANGES_MAX);
        List<PlannedChange> changes = new ArrayList<>();
        for (ChangeRequest change : request.changes()) {
            String at = "changes[" + changes.size() + "]";
            if (change == null) throw Problem.invalidField(at, "is missing").asException();
            changes.add(change.planned(at));
        }
        return changes;
    }

    @GET
    @Path("/single-points-of-failure")
    @Operation(operationId = "findSinglePoints", summary = "Links and nodes whose loss would split a part of the mesh")
    public SinglePointsAnswer singlePoints(@PathParam("network") String network) {
        return tools.use(scope.network(network), mesh -> {
            MeshTools.SinglePoints points = new MeshTools(mesh, limits.labels()).singlePoints();
            return new SinglePointsAnswer(
                    points.links().stream()
                            .map(pair ->
                                    List.of(pair.one().value(), pair.other().value()))
                            .toList(),
                    points.nodes().stream().map(NodeId::value).toList());
        });
    }

    @GET
    @Path("/load")
    @Operation(
            operationId = "findLoad",
            summary = "Which nodes carry the most for others, on the chosen ways and by centrality")
    public LoadPage load(
            @PathParam("network") String network,
            @QueryParam("samples") @DefaultValue("100") int samples,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        var in = scope.network(network);
        int destinations = Fields.within("samples", samples, 1, SAMPLES_MAX);
        int rows = Fields.within("limit", limit, 1, ROWS_MAX);
        return tools.use(
                in,
                mesh -> new LoadPage(new MeshTools(mesh, limits.labels())
                        .load(destinations, rows).stream()
                                .map(load -> new LoadAnswer(
                                        load.node().value(),
                                        load.carriedBytes(),
                                        load.revenue().toString(),
                                        load.betweenness()))
                                .toList()));
    }
}
