package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.LogQueries;
import io.meshplane.ingest.LogsConfig;
import io.meshplane.ingest.SeriesQueries.Outcome;
import io.meshplane.ingest.adapter.http.LogAnswers.LogPage;
import io.meshplane.ingest.adapter.http.LogAnswers.NoticePage;
import io.meshplane.ingest.domain.series.NodeKey;
import io.meshplane.platform.http.Budget;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Lines of nodes' logs and what their agents noted, from PostgreSQL, for operators. */
@Path("/v1/networks/{network}")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LogResource {
    private final LogQueries queries;
    private final OperatorScope scope;
    private final InstantSource clock;
    private final LogsConfig.Reads limits;
    private final Budget reads;

    LogResource(LogQueries queries, OperatorScope scope, InstantSource clock, LogsConfig config) {
        this.queries = queries;
        this.scope = scope;
        this.clock = clock;
        this.limits = config.reads();
        this.reads = new Budget("meshplane.logs.reads.in-flight", limits.inFlight());
    }

    @GET
    @Path("/nodes/{node}/logs")
    @Operation(operationId = "listLogLines", summary = "Recent lines of a node's log, the newest first")
    public LogPage logs(
            @PathParam("network") String network, @PathParam("node") String node, @BeanParam LogParameters parameters) {
        NodeKey key = key(network, node);
        LogQueries.Question question = parameters.question(clock.instant(), limits);
        return LogPage.of(read(() -> queries.lines(key, question)));
    }

    @GET
    @Path("/nodes/{node}/notices")
    @Operation(
            operationId = "listNotices",
            summary = "What a node's agent noted, the newest first: flaps of its uplink, what it had to drop")
    public NoticePage notices(
            @PathParam("network") String network, @PathParam("node") String node, @BeanParam LogParameters parameters) {
        NodeKey key = key(network, node);
        LogQueries.Question question = parameters.question(clock.instant(), limits);
        return NoticePage.of(read(() -> queries.notices(key, question)));
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
                case Outcome.TooManySamples<T>(int max) -> throw new IllegalStateException("samples: " + max);
                case Outcome.TooManyPoints<T>(int max) -> throw new IllegalStateException("points: " + max);
                case Outcome.Away<T>() ->
                    throw Problem.unavailable("the series' database does not answer")
                            .asException();
            };
        } finally {
            reads.giveBack(1);
        }
    }
}
