package io.meshplane.ingest.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.ingest.IngestConfig;
import io.meshplane.ingest.TelemetryFlow;
import io.meshplane.ingest.TelemetryFlow.NodeProgress;
import io.meshplane.ingest.domain.BootCursor;
import io.meshplane.platform.http.Budget;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What came from the nodes, for operators. */
@Path("/v1/networks/{network}/nodes")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class TelemetryResource {
    private static final int PAGE_MAX = 1000;

    private final TelemetryFlow flow;
    private final OperatorScope scope;
    private final InstantSource clock;
    private final Budget reads;

    TelemetryResource(TelemetryFlow flow, OperatorScope scope, InstantSource clock, IngestConfig config) {
        this.flow = flow;
        this.scope = scope;
        this.clock = clock;
        this.reads = new Budget("meshplane.ingest.reads-in-flight", config.readsInFlight());
    }

    /**
     * How far a node's uploads are; 64-bit numbers as decimal strings.
     *
     * @param bootId the current boot
     * @param sequence highest that came of this boot
     * @param missing sequences of this boot that were passed over and have not come
     * @param lastHeardAt ISO 8601: when it closed its newest upload, by its clock but not later than it came
     */
    public record NodeAnswer(String nodeId, String bootId, String sequence, String missing, String lastHeardAt) {
        static NodeAnswer of(NodeProgress progress) {
            BootCursor boot = progress.cursor().current();
            return new NodeAnswer(
                    progress.node().value(),
                    Long.toUnsignedString(boot.bootId()),
                    Long.toString(boot.highest()),
                    Long.toString(boot.missing()),
                    Instant.ofEpochMilli(boot.closedAtMs()).toString());
        }
    }

    /** A page; ask for the next with {@code after} = the last node's id. */
    public record NodePage(List<NodeAnswer> nodes) {}

    @GET
    @Operation(operationId = "listCursors", summary = "How far the uploads of the network's nodes are, by node id")
    public NodePage list(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, PAGE_MAX);
        return new NodePage(
                flow.page(in, after, rows).stream().map(NodeAnswer::of).toList());
    }

    @GET
    @Path("/{node}/metrics/latest")
    @RunOnVirtualThread
    @Operation(operationId = "getLatestMetrics", summary = "The newest upload of one node, read back from Kafka")
    public MetricsAnswer latest(@PathParam("network") String network, @PathParam("node") String node) {
        NetworkId in = scope.network(network);
        NodeId id = id(node);
        if (!reads.take(1))
            throw Problem.tooMany("too many uploads are being read back").asException();
        try {
            return flow.newest(in, id)
                    .map(upload -> MetricsAnswer.of(upload, clock.millis()))
                    .orElseThrow(
                            () -> Problem.notFound("no upload of such a node").asException());
        } finally {
            reads.giveBack(1);
        }
    }

    private static NodeId id(String text) {
        try {
            return new NodeId(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("no upload of such a node").asException();
        }
    }
}
