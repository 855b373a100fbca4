package io.meshplane.route.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.route.OverrideFlow;
import io.meshplane.route.OverrideFlow.Outcome;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.domain.CostOverride;
import io.meshplane.route.domain.LinkAddress;
import io.meshplane.route.domain.LinkKey;
import io.meshplane.route.domain.OverrideHistory;
import io.meshplane.route.domain.OverrideHistory.Ended;
import io.meshplane.route.domain.Port;
import io.smallrye.common.annotation.Blocking;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What operators say that links cost, and who said so before. */
@Path("/v1/networks/{network}/overrides")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OverrideResource {
    private static final int PAGE_MAX = 1000;

    private final OverrideFlow overrides;
    private final RouteFlow routes;
    private final OperatorScope scope;
    private final InstantSource clock;

    OverrideResource(OverrideFlow overrides, RouteFlow routes, OperatorScope scope, InstantSource clock) {
        this.overrides = overrides;
        this.routes = routes;
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * An override to set.
     *
     * @param cost 1-65534; 65535 = nothing is to be sent over it
     * @param seconds how long it counts, 1 second to 30 days
     * @param reason for those who find it; 1-200 characters
     */
    public record OverrideRequest(
            @Nullable Integer cost,
            @Nullable Integer seconds,
            @Nullable String reason) {}

    /**
     * An override.
     *
     * @param counts whether it does now
     * @param endedBy of past ones, who took it back or put another in its place; null = its time was over
     * @param endedAt of past ones
     */
    public record OverrideEntry(
            int cost,
            String reason,
            String setBy,
            Instant setAt,
            Instant expiresAt,
            boolean counts,
            @Nullable String endedBy,
            @Nullable Instant endedAt) {
        static OverrideEntry of(CostOverride override, boolean counts, @Nullable Ended ended) {
            return new OverrideEntry(
                    override.cost(),
                    override.reason(),
                    override.setBy(),
                    override.setAt(),
                    override.expiresAt(),
                    counts,
                    ended == null ? null : ended.endedBy(),
                    ended == null ? null : ended.endedAt());
        }
    }

    /**
     * One direction of a link.
     *
     * @param key node, interface and peer address
     * @param present null = none was set, or it was taken back; one whose time is over stands until another takes its place
     * @param past the newest first, the last 50
     */
    public record OverrideAnswer(String key, @Nullable OverrideEntry present, List<OverrideEntry> past) {
        static OverrideAnswer of(OverrideHistory history, Instant now) {
            CostOverride present = history.present();
            return new OverrideAnswer(
                    history.link().toString(),
                    present == null ? null : OverrideEntry.of(present, present.isActive(now), null),
                    history.past().stream()
                            .map(ended -> OverrideEntry.of(ended.override(), false, ended))
                            .toList());
        }
    }

    /** A page; ask for the next with {@code after} = the last key. */
    public record OverridePage(List<OverrideAnswer> overrides) {}

    @GET
    @Operation(
            operationId = "listOverrides",
            summary = "The overrides of the network by link, those that are over included")
    public OverridePage list(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        int rows = Fields.within("limit", limit, 1, PAGE_MAX);
        LinkKey behind = after.isEmpty() ? null : Fields.required("after", after, LinkKey::parse);
        Instant now = clock.instant();
        return routes.read(in, facts -> {
            var all = behind == null ? facts.overrides() : facts.overrides().tailMap(behind, false);
            return new OverridePage(all.values().stream()
                    .limit(rows)
                    .map(history -> OverrideAnswer.of(history, now))
                    .toList());
        });
    }

    @PUT
    @Path("/{node}/{interface}/{peer}")
    @Blocking // it waits while the network's routes are computed
    @Operation(operationId = "setOverride", summary = "What a direction of a link is to cost for a while")
    public Uni<OverrideAnswer> set(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @PathParam("interface") String interfaceName,
            @PathParam("peer") String peer,
            @Nullable OverrideRequest request) {
        NetworkId in = scope.network(network);
        LinkKey link = link(node, interfaceName, peer);
        if (request == null)
            throw Problem.malformed("a JSON object is expected").asException();
        int cost = Fields.within("cost", request.cost(), 1, 65_535);
        int seconds = Fields.within("seconds", request.seconds(), 1, (int) CostOverride.LONGEST.toSeconds());
        String reason = Fields.required("reason", request.reason(), OverrideResource::reason);
        String operator = scope.subject();
        return overrides
                .set(
                        in,
                        link,
                        now -> new CostOverride(cost, reason, operator, now, now.plus(Duration.ofSeconds(seconds))))
                .map(this::answer);
    }

    private static String reason(String text) {
        if (text.isBlank() || text.length() > CostOverride.REASON_MAX) {
            throw new IllegalArgumentException("must have 1-" + CostOverride.REASON_MAX + " characters");
        }
        return text;
    }

    @DELETE
    @Path("/{node}/{interface}/{peer}")
    @Blocking // it waits while the network's routes are computed
    @Operation(operationId = "clearOverride", summary = "Take the override of a direction back")
    public Uni<OverrideAnswer> clear(
            @PathParam("network") String network,
            @PathParam("node") String node,
            @PathParam("interface") String interfaceName,
            @PathParam("peer") String peer) {
        NetworkId in = scope.network(network);
        return overrides
                .clear(in, link(node, interfaceName, peer), scope.subject())
                .map(this::answer);
    }

    private LinkKey link(String node, String interfaceName, String peer) {
        if (!routes.isReady())
            throw Problem.unavailable("overrides are still being read").asException();
        NodeId id = Paths.node(node);
        Port port = Fields.required("interface", interfaceName, name -> new Port(id, name));
        return new LinkKey(port, Fields.required("peer", peer, LinkAddress::parse));
    }

    private OverrideAnswer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(OverrideHistory history) -> OverrideAnswer.of(history, clock.instant());
            case Outcome.NoSuchLink _ ->
                throw Problem.notFound("nobody has reported that link").asException();
            case Outcome.NothingThere _ ->
                throw Problem.notFound("there is no override to take back").asException();
        };
    }
}
