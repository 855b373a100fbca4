package io.meshplane.sentinel.adapter.http;

import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.PoolFlow;
import io.meshplane.sentinel.adapter.http.PoolJson.OverrideAnswer;
import io.meshplane.sentinel.adapter.http.PoolJson.OverrideRequest;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.MemberOverride;
import io.meshplane.sentinel.domain.PoolKey;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What operators say of a member, whatever the probes say. */
@Path("/v1/networks/{network}/pools/{pool}/members/{member}/override")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OverrideResource {
    private final PoolFlow flow;
    private final OperatorScope scope;
    private final InstantSource clock;

    OverrideResource(PoolFlow flow, OperatorScope scope, InstantSource clock) {
        this.flow = flow;
        this.scope = scope;
        this.clock = clock;
    }

    @PUT
    @Operation(
            operationId = "overrideMember",
            summary = "Puts a member into maintenance or forces it up or down, until a time")
    public Uni<OverrideAnswer> set(
            @PathParam("network") String network,
            @PathParam("pool") String pool,
            @PathParam("member") String member,
            @Nullable OverrideRequest request) {
        PoolKey key = key(network, pool);
        MemberOverride said = PoolRequests.toOverride(request, scope.subject(), clock.instant());
        return say(key, member, said).replaceWith(OverrideAnswer.of(said));
    }

    @DELETE
    @Operation(operationId = "endOverride", summary = "Lets the probes of a member count again")
    public Uni<Response> end(
            @PathParam("network") String network, @PathParam("pool") String pool, @PathParam("member") String member) {
        return say(key(network, pool), member, null)
                .replaceWith(() -> Response.noContent().build());
    }

    private Uni<Void> say(PoolKey key, String member, @Nullable MemberOverride said) {
        Label name = known(member);
        return flow.override(key, name, said)
                .map(found -> found.orElseThrow(OverrideResource::noSuchMember))
                .replaceWithVoid();
    }

    private PoolKey key(String network, String pool) {
        return new PoolKey(scope.network(network), known(pool));
    }

    /** What is no label names nothing that exists. */
    private static Label known(String name) {
        try {
            return new Label(name);
        } catch (IllegalArgumentException e) {
            throw noSuchMember();
        }
    }

    private static RuntimeException noSuchMember() {
        return Problem.notFound("no such member").asException();
    }
}
