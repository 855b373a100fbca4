package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.route.RouteConfig;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.domain.Hop;
import io.meshplane.route.domain.MeshGraph;
import io.meshplane.route.domain.Route;
import io.meshplane.route.domain.RoutePolicy;
import io.meshplane.route.domain.RouteQuestions;
import io.meshplane.route.domain.RouteQuestions.Answer;
import io.meshplane.route.domain.RouteQuestions.Limits;
import io.meshplane.route.domain.RouteQuestions.Tradeoffs;
import io.meshplane.route.domain.graph.Choice;
import io.meshplane.route.domain.graph.Criterion;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What ways there are besides the chosen ones: by other policies, within bounds, to other nodes, and back. */
@Path("/v1/networks/{network}")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class QuestionResource {
    private final Tools tools;
    private final RouteFlow flow;
    private final OperatorScope scope;
    private final RouteConfig.LimitConfig limits;

    QuestionResource(Tools tools, RouteFlow flow, OperatorScope scope, RouteConfig config) {
        this.tools = tools;
        this.flow = flow;
        this.scope = scope;
        this.limits = config.limits();
    }

    /**
     * Ways that no other one beats in every criterion.
     *
     * @param complete false: the limit on the work, or of the answer, was reached; there may be more and better ones
     */
    public record ParetoAnswer(List<RouteAnswer> routes, boolean complete) {}

    /**
     * A hop with what the way comes to up to its far end.
     *
     * @param latencyMicros null from the first hop on that nobody measured
     */
    public record TraceHop(
            RouteAnswer.HopAnswer hop,
            long metric,
            @Nullable String price,
            @Nullable Long latencyMicros) {}

    /** There and back; the way back is the destination's own, and may be another one. Empty where there is none. */
    public record TraceAnswer(List<TraceHop> there, List<TraceHop> back) {}

    @GET
    @Path("/routes/{node}/best")
    @Operation(
            operationId = "findRoute",
            summary =
                    "The best way of a node by a policy, within bounds, to the internet or to another node; exact over all simple paths")
    public RouteAnswer best(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @QueryParam("to") @Nullable String to,
            @QueryParam("policy") @Nullable String policy,
            @QueryParam("factor") @Nullable BigDecimal factor,
            @QueryParam("maxPrice") @Nullable String maxPrice,
            @QueryParam("maxLatencyMicros") @Nullable Long maxLatencyMicros) {
        Limits bounds = Wishes.limits(maxPrice, maxLatencyMicros);
        RoutePolicy asked = policy == null ? null : Wishes.policy(policy, factor, null);
        return ask(network, node, mesh -> {
            NodeId from = Paths.node(node);
            RoutePolicy wanted = asked == null ? mesh.policy() : asked;
            Answer answer = new RouteQuestions(mesh, limits.labels()).best(from, destination(mesh, to), wanted, bounds);
            return switch (answer) {
                case Answer.Found(RouteQuestions.Explanation found) -> RouteAnswer.of(found, mesh.unit());
                case Answer.NoWay _ -> RouteAnswer.none(from);
                case Answer.GaveUp _ ->
                    throw Problem.unavailable("no way was found within the limit on the work")
                            .asException();
            };
        });
    }

    @GET
    @Path("/routes/{node}/pareto")
    @Operation(operationId = "findTradeoffs", summary = "The ways that no other one beats in every criterion")
    public ParetoAnswer pareto(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @QueryParam("to") @Nullable String to,
            @QueryParam("criteria") @DefaultValue("price,latency") String criteria,
            @QueryParam("maxPrice") @Nullable String maxPrice,
            @QueryParam("maxLatencyMicros") @Nullable Long maxLatencyMicros,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        int most = Fields.within("limit", limit, 1, 1000);
        Limits bounds = Wishes.limits(maxPrice, maxLatencyMicros);
        List<Criterion> wanted = Wishes.words("criteria", criteria, Criterion.values(), Criterion.values().length);
        return ask(network, node, mesh -> {
            Tradeoffs all = new RouteQuestions(mesh, limits.labels())
                    .tradeoffs(Paths.node(node), destination(mesh, to), wanted, bounds);
            List<RouteAnswer> shown =
                    all.routes().stream().limit(most).map(RouteAnswer::of).toList();
            return new ParetoAnswer(
                    shown, all.complete() && shown.size() == all.routes().size());
        });
    }

    @GET
    @Path("/routes/{node}/trace")
    @Operation(
            operationId = "traceRoute",
            summary =
                    "The way of a node hop by hop with running sums, and the way back of its end; by the network's policy")
    public TraceAnswer trace(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @QueryParam("to") @Nullable String to) {
        return ask(network, node, mesh -> {
            RouteQuestions questions = new RouteQuestions(mesh, limits.labels());
            NodeId from = Paths.node(node);
            NodeId end = destination(mesh, to);
            Answer there = end == null ? chosen(network, from) : questions.best(from, end, mesh.policy(), Limits.NONE);
            if (!(there instanceof Answer.Found(RouteQuestions.Explanation found))) {
                return new TraceAnswer(List.of(), List.of());
            }
            Answer back = questions.best(found.route().destination(), from, mesh.policy(), Limits.NONE);
            List<TraceHop> returns =
                    back instanceof Answer.Found(RouteQuestions.Explanation way) ? traced(way.route()) : List.of();
            return new TraceAnswer(traced(found.route()), returns);
        });
    }

    private Answer chosen(String network, NodeId node) {
        return flow.route(scope.network(network), node)
                .orElseThrow(RouteResource::notYet)
                .route()
                .<Answer>map(route ->
                        new Answer.Found(new RouteQuestions.Explanation(route, null, new Choice.Why.OnlyWay(), true)))
                .orElseGet(Answer.NoWay::new);
    }

    private static List<TraceHop> traced(Route route) {
        List<TraceHop> trace = new ArrayList<>();
        List<Hop> hops = route.hops();
        for (int i = 0; i < hops.size(); i++) {
            Route part = new Route(route.node(), hops.get(i).to(), hops.subList(0, i + 1));
            RouteAnswer sums = RouteAnswer.of(part);
            trace.add(new TraceHop(sums.hops().getLast(), part.metric(), sums.price(), sums.latencyMicros()));
        }
        return List.copyOf(trace);
    }

    private <T> T ask(String network, String node, Function<MeshGraph, T> question) {
        NetworkId in = scope.network(network);
        if (!flow.isMember(in, Paths.node(node))) throw Paths.noSuchNode();
        return tools.use(in, question);
    }

    private static @Nullable NodeId destination(MeshGraph mesh, @Nullable String to) {
        if (to == null) return null;
        NodeId id = Fields.required("to", to, NodeId::new);
        if (mesh.number(id).isEmpty())
            throw Problem.invalidField("to", "no such node").asException();
        return id;
    }
}
