package io.meshplane.payment.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.payment.StatementFlow;
import io.meshplane.payment.StatementFlow.Signed;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Statements of nodes, signed by this service: JSON to verify, HTML to print. */
@Path("/v1/networks/{network}/statements/{node}")
@RolesAllowed(OperatorScope.ROLE)
public class StatementResource {
    private final StatementFlow statements;
    private final OperatorScope scope;

    StatementResource(StatementFlow statements, OperatorScope scope) {
        this.statements = statements;
        this.scope = scope;
    }

    /**
     * A signed statement (docs/statements.md).
     *
     * @param statement the very text that is signed: JSON in the form of RFC 8785
     * @param algorithm Ed25519 (RFC 8032)
     * @param publicKey Base64, 32 bytes
     * @param signature Base64, 64 bytes
     */
    public record StatementAnswer(
            String statement, String algorithm, String keyId, String publicKey, String signature) {
        static StatementAnswer of(Signed signed) {
            return new StatementAnswer(
                    signed.statement().canonical(),
                    "Ed25519",
                    signed.keyId(),
                    Base64.getEncoder().encodeToString(signed.publicKey()),
                    Base64.getEncoder().encodeToString(signed.signature()));
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getStatement", summary = "What moved on a node's accounts in a period, signed")
    public Uni<StatementAnswer> statement(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @QueryParam("asset") @Nullable String asset,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        return signed(network, node, asset, from, to).map(StatementAnswer::of);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Uni<String> page(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @QueryParam("asset") @Nullable String asset,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        return signed(network, node, asset, from, to).map(StatementPage::of);
    }

    private Uni<Signed> signed(
            String network, String node, @Nullable String asset, @Nullable String from, @Nullable String to) {
        NetworkId in = scope.network(network);
        NodeId of = Fields.required("node", node, NodeId::new);
        StatementPeriod period = StatementPeriod.parse(statements, asset, from, to);
        return statements.statement(in, of, period.asset(), period.from(), period.to());
    }
}
