package io.meshplane.ingest.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.ingest.SeriesConfig;
import io.meshplane.ingest.SeriesQueries;
import io.meshplane.ingest.SeriesQueries.NodeState;
import io.meshplane.ingest.SeriesQueries.Outcome;
import io.meshplane.ingest.adapter.http.SeriesAnswers.Currency;
import io.meshplane.ingest.adapter.http.SeriesAnswers.CurrentState;
import io.meshplane.ingest.adapter.http.SeriesAnswers.CurrentValue;
import io.meshplane.ingest.adapter.http.SeriesAnswers.NodeFreshness;
import io.meshplane.ingest.adapter.http.SeriesAnswers.NodeFreshnessPage;
import io.meshplane.ingest.adapter.http.SeriesAnswers.SeriesPage;
import io.meshplane.ingest.domain.series.NodeKey;
import io.meshplane.ingest.domain.series.SeriesQuestion;
import io.meshplane.platform.http.Budget;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Values of nodes, from PostgreSQL, for operators. */
@Path("/v1/networks/{network}")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SeriesResource {
    private static final int NODES_MAX = 1_000;
    private static final int VALUES_MAX = 5_000;
    private static final String REVALIDATE = "private, no-cache";

    private final SeriesQueries queries;
    private final OperatorScope scope;
    private final InstantSource clock;
    private final SeriesConfig.Reads limits;
    private final Budget reads;

    SeriesResource(SeriesQueries queries, OperatorScope scope, InstantSource clock, SeriesConfig config) {
        this.queries = queries;
        this.scope = scope;
        this.clock = clock;
        this.limits = config.reads();
        this.reads = new Budget("meshplane.series.reads.in-flight", limits.inFlight());
    }

    @GET
    @Path("/freshness")
    @Operation(
            operationId = "listFreshness",
            summary = "The network's nodes and how old their newest values are, by node id")
    public NodeFreshnessPage nodes(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, NODES_MAX);
        long nowMs = clock.millis();
        return new NodeFreshnessPage(read(() -> queries.nodes(in.value(), after, rows)).stream()
                .map(node -> NodeFreshness.of(node, nowMs))
                .toList());
    }

    @GET
    @Path("/nodes/{node}/state")
    @Operation(operationId = "getState", summary = "The newest value of every series of a node, each with its age")
    @APIResponse(
            responseCode = "200",
            description = "The state, with an ETag that changes when something came or became stale",
            content = @Content(schema = @Schema(implementation = CurrentState.class)))
    @APIResponse(responseCode = "304", description = "As it was: nothing came, nothing became stale")
    public Response state(
            @Context Request request,
            @PathParam("network") String network,
            @PathParam("node") String node,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("1000") int limit) {
        NodeKey key = key(network, node);
        int from = SeriesParameters.cursor(after);
        int rows = Fields.within("limit", limit, 1, VALUES_MAX);
        NodeState state = read(() -> queries.state(key, from, rows));
        CurrentState answer = CurrentState.of(state, clock.millis());
        EntityTag tag = new EntityTag(tag(state, answer), true);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder response = unchanged == null ? Response.ok(answer) : unchanged;
        return response.tag(tag).header("Cache-Control", REVALIDATE).build();
    }

    private static String tag(NodeState state, CurrentState answer) {
        long stale = answer.series().stream()
                .map(CurrentValue::freshness)
                .filter(Currency.STALE::equals)
                .count();
        return state.version() + "-" + stale + "-" + answer.node().freshness();
    }

    @GET
    @Path("/nodes/{node}/series")
    @Operation(
            operationId = "querySeries",
            summary = "Recent values of a node's series, as they came or one a step, by the order in which the series"
                    + " appeared")
    @APIResponse(
            responseCode = "200",
            description = "Some series and their points",
            content = @Content(schema = @Schema(implementation = SeriesPage.class)))
    public Response series(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @BeanParam SeriesParameters parameters) {
        NodeKey key = key(network, node);
        Instant now = clock.instant();
        SeriesQuestion question = parameters.question(now, limits);
        SeriesPage page = SeriesPage.of(read(() -> queries.series(key, question)));
        return Response.ok(page).header("Cache-Control", REVALIDATE).build();
    }

    private NodeKey key(String network, String node) {
        return new NodeKey(scope.network(network).value(), node);
    }

    private <T> T read(Supplier<Outcome<T>> question) {
        if (!reads.take(1))
            throw Problem.tooMany("too many questions are being answered").asException();
        try {
            return switch (question.get()) {
                case Outcome.Found<T>(T answer) -> answer;
                case Outcome.Unknown<T>() ->
                    throw Problem.notFound("no upload of such a node").asException();
                case Outcome.TooManySamples<T>(int max) ->
                    throw Problem.invalidField(
                                    "from",
                                    "more than " + max + " samples lie in the range: ask for fewer series or less time")
                            .asException();
                case Outcome.TooManyPoints<T>(int max) ->
                    throw Problem.invalidField(
                                    "step",
                                    "the answer would have more than " + max + " points: a longer step is needed")
                            .asException();
                case Outcome.Away<T>() ->
                    throw Problem.unavailable("the series' database does not answer")
                            .asException();
            };
        } finally {
            reads.giveBack(1);
        }
    }
}
