package io.meshplane.sentinel.adapter.http.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.adapter.http.alert.AlertmanagerBodies.PostedAlert;
import io.meshplane.sentinel.adapter.http.alert.AlertmanagerBodies.Told;
import io.meshplane.sentinel.adapter.http.alert.AlertmanagerBodies.WebhookBody;
import io.meshplane.sentinel.alert.AlertFlow;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Takes alerts as an Alertmanager does: from Prometheus, whose path_prefix ends here, and from Alertmanagers' webhooks. */
@Path("/v1/networks/{network}/alertmanager")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertmanagerResource {
    private static final int ALERTS_MAX = 1_000;

    private final AlertFlow flow;
    private final OperatorScope scope;
    private final InstantSource clock;

    AlertmanagerResource(AlertFlow flow, OperatorScope scope, InstantSource clock) {
        this.flow = flow;
        this.scope = scope;
        this.clock = clock;
    }

    @POST
    @Path("/api/v2/alerts")
    @Operation(
            operationId = "postAlerts",
            summary = "Takes alerts from Prometheus, as an Alertmanager's API version 2 does")
    @APIResponse(responseCode = "200", description = "All are durable")
    @APIResponse(responseCode = "429", description = "Too many are open; what was taken may be sent again")
    public Uni<Response> post(@PathParam("network") String network, @Nullable List<@Nullable PostedAlert> alerts) {
        return take("prometheus", scope.network(network), "", alerts);
    }

    @POST
    @Path("/webhook")
    @Operation(operationId = "postWebhook", summary = "Takes alerts from an Alertmanager's webhook")
    @APIResponse(responseCode = "200", description = "All are durable")
    @APIResponse(responseCode = "429", description = "Too many are open; what was taken may be sent again")
    public Uni<Response> webhook(@PathParam("network") String network, @Nullable WebhookBody body) {
        return take("alertmanager", scope.network(network), "alerts", body == null ? null : body.alerts());
    }

    /** Everything is read before anything is told: one that cannot be read writes nothing. */
    private Uni<Response> take(
            String source, NetworkId network, String field, @Nullable List<@Nullable PostedAlert> alerts) {
        if (alerts == null) throw Problem.malformed("alerts are expected").asException();
        if (alerts.size() > ALERTS_MAX) {
            throw Problem.malformed(ALERTS_MAX + " alerts at most are expected").asException();
        }
        Instant now = clock.instant();
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < alerts.size(); i++) {
            PostedAlert posted = alerts.get(i);
            if (AlertmanagerBodies.isOurs(posted)) continue;
            told.add(AlertmanagerBodies.read(field + "[" + i + "]", network, source, posted, now));
        }
        return Multi.createFrom()
                .iterable(told)
                .onItem()
                .transformToUniAndConcatenate(one -> flow.tell(one.key(), one.signal()))
                .collect()
                .asList()
                .map(taken -> {
                    if (taken.contains(false))
                        throw Problem.tooMany("too many alerts are open").asException();
                    return Response.ok().build();
                });
    }
}
