package io.meshplane.registry.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.registry.EnrolmentFlow;
import io.meshplane.registry.WireGuardKeyFlow;
import io.meshplane.registry.domain.Node;
import io.meshplane.registry.domain.Role;
import io.meshplane.registry.domain.WireGuardKey;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Nodes and enrolment tokens, for operators. */
@Path("/v1/networks/{network}")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class NodeResource {
    private static final int WEEK_SECONDS = 7 * 24 * 3600;
    private static final int PAGE_MAX = 1000;

    private final EnrolmentFlow flow;
    private final WireGuardKeyFlow wireGuardKeys;
    private final OperatorScope scope;

    NodeResource(EnrolmentFlow flow, WireGuardKeyFlow wireGuardKeys, OperatorScope scope) {
        this.flow = flow;
        this.wireGuardKeys = wireGuardKeys;
        this.scope = scope;
    }

    /**
     * A permission to hand out.
     *
     * @param role CLIENT, RELAY or GATEWAY
     * @param validSeconds 1 to 604,800 (a week)
     */
    public record TokenRequest(
            @Nullable String role, @Nullable Integer validSeconds) {}

    /** The token is shown this once. */
    public record TokenAnswer(String token, String expiresAt) {}

    /** A node as operators see it; times in ISO 8601. */
    public record NodeAnswer(
            String nodeId,
            String name,
            String role,
            @Nullable String paymentAddress,
            boolean revoked,
            String registeredAt) {
        static NodeAnswer of(Node node) {
            return new NodeAnswer(
                    node.id().value(),
                    node.name().value(),
                    node.role().name(),
                    node.paymentAddress() == null ? null : node.paymentAddress().value(),
                    node.revoked(),
                    node.registeredAt().toString());
        }
    }

    /** Public keys in base64, in order; none if there is no such node. */
    public record WireGuardKeysAnswer(List<String> publicKeys) {}

    /** A page; ask for the next with {@code after} = the last node's id. */
    public record NodePage(List<NodeAnswer> nodes) {}

    @POST
    @Path("/enrolment-tokens")
    @ResponseStatus(201)
    @Operation(operationId = "issueEnrolmentToken", summary = "A single-use token for one node")
    public Uni<TokenAnswer> issueToken(@PathParam("network") String network, TokenRequest request) {
        NetworkId in = scope.network(network);
        if (request == null)
            throw Problem.malformed("a JSON object is expected").asException();
        Role role = Fields.required("role", request.role(), NodeResource::role);
        int seconds = Fields.within("validSeconds", request.validSeconds(), 1, WEEK_SECONDS);
        return flow.issueToken(in, role, Duration.ofSeconds(seconds), scope.subject())
                .map(issued ->
                        new TokenAnswer(issued.secret(), issued.expiresAt().toString()));
    }

    @GET
    @Path("/nodes")
    @Operation(operationId = "listNodes", summary = "The network's nodes by id")
    public Uni<NodePage> list(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, PAGE_MAX);
        return flow.page(in, after, rows)
                .map(nodes -> new NodePage(nodes.stream().map(NodeAnswer::of).toList()));
    }

    @GET
    @Path("/nodes/{node}")
    @Operation(operationId = "getNode", summary = "One node")
    public Uni<NodeAnswer> get(@PathParam("network") String network, @PathParam("node") String node) {
        return flow.node(scope.network(network), id(node)).map(NodeResource::found);
    }

    @GET
    @Path("/nodes/{node}/wireguard-keys")
    @Operation(operationId = "listWireGuardKeys", summary = "The WireGuard keys that a node has shown to be its own")
    public Uni<WireGuardKeysAnswer> wireGuardKeys(
            @PathParam("network") String network, @PathParam("node") String node) {
        return wireGuardKeys
                .of(scope.network(network), id(node))
                .map(keys -> new WireGuardKeysAnswer(
                        keys.stream().map(WireGuardKey::value).toList()));
    }

    @DELETE
    @Path("/nodes/{node}")
    @Operation(operationId = "revokeNode", summary = "Puts a node out: its signatures are refused from now on")
    public Uni<NodeAnswer> revoke(@PathParam("network") String network, @PathParam("node") String node) {
        return flow.revoke(scope.network(network), id(node)).map(NodeResource::found);
    }

    private static NodeAnswer found(Optional<Node> node) {
        return node.map(NodeAnswer::of)
                .orElseThrow(() -> Problem.notFound("no such node").asException());
    }

    private static NodeId id(String text) {
        try {
            return new NodeId(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("no such node").asException();
        }
    }

    private static Role role(String text) {
        return switch (text) {
            case "CLIENT" -> Role.CLIENT;
            case "RELAY" -> Role.RELAY;
            case "GATEWAY" -> Role.GATEWAY;
            default -> throw new IllegalArgumentException("CLIENT, RELAY or GATEWAY is expected");
        };
    }
}
