package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.route.PolicyFlow;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.domain.Network;
import io.meshplane.route.domain.RoutePolicy;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** By what a network chooses its routes. */
@Path("/v1/networks/{network}/policy")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PolicyResource {
    private final PolicyFlow policies;
    private final RouteFlow routes;
    private final OperatorScope scope;

    PolicyResource(PolicyFlow policies, RouteFlow routes, OperatorScope scope) {
        this.policies = policies;
        this.routes = routes;
        this.scope = scope;
    }

    /**
     * A policy.
     *
     * @param policy {@code nearest} (lowest metric), {@code cheapest}, {@code fastest} (lowest latency) or {@code balanced}:
     *     log2(max(price, floor)) + factor · log2(metric), the lower the better
     * @param factor of balanced, 0.001 to 10 with at most three decimals; left out = 1.9
     * @param priceFloor of balanced, decimal, base units per 10^9 bytes; left out = the greatest common divisor of the network's prices
     */
    public record PolicyBody(
            @Nullable String policy,
            @Nullable BigDecimal factor,
            @Nullable String priceFloor) {
        static PolicyBody of(RoutePolicy policy) {
            boolean balanced = policy.kind() == RoutePolicy.Kind.BALANCED;
            return new PolicyBody(
                    policy.kind().name().toLowerCase(Locale.ROOT),
                    balanced ? BigDecimal.valueOf(policy.factorThousandths(), 3).stripTrailingZeros() : null,
                    policy.floor() == null ? null : policy.floor().toString());
        }
    }

    @GET
    @Operation(operationId = "getPolicy", summary = "By what the network chooses its routes now")
    public PolicyBody get(@PathParam("network") String network) {
        return PolicyBody.of(routes.read(scope.network(network), Network::policy));
    }

    @PUT
    @Operation(operationId = "setPolicy", summary = "By what the network is to choose its routes")
    public Uni<PolicyBody> set(@PathParam("network") String network, @Nullable PolicyBody body) {
        NetworkId in = scope.network(network);
        if (body == null) throw Problem.malformed("a JSON object is expected").asException();
        RoutePolicy policy = Wishes.policy(body.policy(), body.factor(), body.priceFloor());
        return policies.set(in, policy, scope.subject()).replaceWith(PolicyBody.of(policy));
    }

    @DELETE
    @Operation(operationId = "resetPolicy", summary = "Go back to the service's default")
    public Uni<Void> reset(@PathParam("network") String network) {
        return policies.reset(scope.network(network));
    }
}
