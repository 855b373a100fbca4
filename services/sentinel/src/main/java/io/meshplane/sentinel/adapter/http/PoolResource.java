package io.meshplane.sentinel.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.PoolFlow;
import io.meshplane.sentinel.PoolFlow.Configured;
import io.meshplane.sentinel.PoolFlow.DryRun;
import io.meshplane.sentinel.adapter.http.PoolJson.ConfiguredAnswer;
import io.meshplane.sentinel.adapter.http.PoolJson.DeletedAnswer;
import io.meshplane.sentinel.adapter.http.PoolJson.DryRunAnswer;
import io.meshplane.sentinel.adapter.http.PoolJson.PoolAnswer;
import io.meshplane.sentinel.adapter.http.PoolJson.PoolPage;
import io.meshplane.sentinel.adapter.http.PoolJson.PoolRequest;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.Pool;
import io.meshplane.sentinel.domain.PoolKey;
import io.meshplane.sentinel.domain.PoolRules.Objection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Pools, for operators. */
@Path("/v1/networks/{network}/pools")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PoolResource {
    private static final int PAGE_MAX = 1000;

    private final PoolFlow flow;
    private final OperatorScope scope;

    PoolResource(PoolFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    @PUT
    @Path("/{pool}")
    @Operation(
            operationId = "configurePool",
            summary = "Adds a pool or replaces it; with dryRun=true only tells what DNS update would follow")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = ConfiguredAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "Replaced, or with dryRun=true what would follow",
            content = @Content(schema = @Schema(oneOf = {ConfiguredAnswer.class, DryRunAnswer.class})))
    @APIResponse(responseCode = "409", description = "The record is another pool's, or would move")
    public Uni<Response> configure(
            @PathParam("network") String network,
            @PathParam("pool") String pool,
            @QueryParam("dryRun") @DefaultValue("false") String dryRun,
            @Nullable PoolRequest request) {
        NetworkId in = scope.network(network);
        boolean dry = Fields.required("dryRun", dryRun, PoolResource::flag);
        Label name = Fields.required("pool", pool, Label::new);
        Pool wanted = PoolRequests.toPool(new PoolKey(in, name), request, scope.subject());
        return dry
                ? flow.dryRun(wanted).map(PoolResource::answer)
                : flow.configure(wanted).map(configured -> answer(wanted, configured));
    }

    private static Response answer(DryRun dryRun) {
        return switch (dryRun) {
            case DryRun.Planned(var plan, var assumed, var dns) ->
                Response.ok(DryRunAnswer.of(plan, assumed, dns)).build();
            case DryRun.Refused(Objection objection) ->
                throw PoolRequests.problem(objection).asException();
            case DryRun.Unanswered(String reason) ->
                throw Problem.unavailable("the name server does not answer: " + reason)
                        .asException();
        };
    }

    private static Response answer(Pool pool, Configured configured) {
        return switch (configured) {
            case Configured.Stored(boolean isNew) ->
                Response.status(isNew ? 201 : 200)
                        .entity(new ConfiguredAnswer(
                                pool.key().network().value(),
                                pool.key().pool().value(),
                                pool.record().value()))
                        .build();
            case Configured.Refused(Objection objection) ->
                throw PoolRequests.problem(objection).asException();
        };
    }

    @GET
    @Operation(operationId = "listPools", summary = "The network's pools by name, with what was last read of DNS")
    public PoolPage list(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, PAGE_MAX);
        return new PoolPage(
                flow.page(in, after, rows).stream().map(PoolAnswer::of).toList());
    }

    @GET
    @Path("/{pool}")
    @Operation(operationId = "getPool", summary = "One pool: its members' health, and what DNS answers at this moment")
    public Uni<PoolAnswer> get(@PathParam("network") String network, @PathParam("pool") String pool) {
        return flow.find(key(network, pool)).map(found -> PoolAnswer.of(found(found)));
    }

    @DELETE
    @Path("/{pool}")
    @Operation(operationId = "deletePool", summary = "Removes a pool; its DNS record stays as it is")
    public Uni<DeletedAnswer> delete(@PathParam("network") String network, @PathParam("pool") String pool) {
        return flow.delete(key(network, pool)).map(found -> {
            Pool deleted = found(found);
            return new DeletedAnswer(
                    deleted.key().network().value(),
                    deleted.key().pool().value(),
                    deleted.record().value(),
                    "the DNS record stays as it is and is watched by nobody from now on");
        });
    }

    private PoolKey key(String network, String pool) {
        return PoolRequests.existing(scope.network(network), pool);
    }

    private static <T> T found(Optional<T> found) {
        return found.orElseThrow(() -> Problem.notFound("no such pool").asException());
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false is expected");
        };
    }
}
