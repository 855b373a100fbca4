package io.meshplane.payment.adapter.http;

import io.meshplane.payment.StatementFlow;
import io.meshplane.payment.adapter.http.StatementResource.StatementAnswer;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A node's own statement, so that both ends of a link can hold theirs against the other's. Requests are signed by the node. */
@Path("/v1/statements")
@Produces(MediaType.APPLICATION_JSON)
public class OwnStatementResource {
    private static final byte[] NO_BODY = new byte[0];

    private final StatementFlow statements;
    private final NodeDirectory nodes;

    OwnStatementResource(StatementFlow statements, NodeDirectory nodes) {
        this.statements = statements;
        this.nodes = nodes;
    }

    @GET
    @Operation(
            operationId = "getOwnStatement",
            summary = "What moved on the accounts of the node that asks in a period, signed (docs/statements.md)")
    public Uni<StatementAnswer> statement(
            HttpServerRequest http,
            @QueryParam("asset") @Nullable String asset,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        EnrolledNode node = nodes.authenticate(http, NO_BODY);
        StatementPeriod period = StatementPeriod.parse(statements, asset, from, to);
        return statements
                .statement(node.network(), node.id(), period.asset(), period.from(), period.to())
                .map(StatementAnswer::of);
    }
}
