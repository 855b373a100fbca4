package io.meshplane.payment.adapter.http;

import io.meshplane.chain.Bytes;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.WebhookFlow;
import io.meshplane.payment.WebhookFlow.Registered;
import io.meshplane.payment.adapter.http.WebhookAnswers.DeliveryAnswer;
import io.meshplane.payment.adapter.http.WebhookAnswers.DeliveryPage;
import io.meshplane.payment.adapter.http.WebhookAnswers.EndpointAnswer;
import io.meshplane.payment.adapter.http.WebhookAnswers.EndpointList;
import io.meshplane.payment.adapter.http.WebhookAnswers.EndpointRequest;
import io.meshplane.payment.adapter.http.WebhookAnswers.NewEndpoint;
import io.meshplane.payment.adapter.http.WebhookAnswers.NewSecret;
import io.meshplane.payment.adapter.http.WebhookAnswers.ReplayRequest;
import io.meshplane.payment.adapter.http.WebhookAnswers.Replayed;
import io.meshplane.payment.adapter.http.WebhookAnswers.TryAnswer;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.StrictJson;
import io.meshplane.platform.identity.OperatorScope;
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
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where operators want to be told of notices ({@code docs/webhooks.md}). */
@Path("/v1/networks/{network}/webhooks")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class WebhookResource {
    private static final int PAGE_MAX = 200;

    private final WebhookFlow flow;
    private final OperatorScope scope;

    WebhookResource(WebhookFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "registerWebhook",
            summary = "Registers an endpoint; its secret is shown now and never again")
    @RequestBody(content = @Content(schema = @Schema(implementation = EndpointRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is told of every notice from now on",
            content = @Content(schema = @Schema(implementation = NewEndpoint.class)))
    @APIResponse(responseCode = "400", description = "The url is not https, or leads to an address that is not public")
    @APIResponse(responseCode = "409", description = "The network has as many endpoints as it may have")
    public Uni<Response> register(@PathParam("network") String network, byte[] body) {
        NetworkId in = scope.network(network);
        EndpointRequest request = StrictJson.read(body, EndpointRequest.class);
        URI url = Fields.required("url", request.url(), URI::create);
        return flow.register(in, url).map(WebhookResource::answer);
    }

    private static Response answer(Registered registered) {
        return switch (registered) {
            case Registered.Kept(var endpoint) ->
                Response.status(Response.Status.CREATED)
                        .entity(NewEndpoint.of(endpoint))
                        .build();
            case Registered.BadUrl(String why) ->
                throw Problem.invalidField("url", why).asException();
            case Registered.TooMany(int max) ->
                throw Problem.conflict("a network has at most " + max + " endpoints")
                        .asException();
        };
    }

    @GET
    @Operation(operationId = "listWebhooks", summary = "The network's endpoints")
    public Uni<EndpointList> list(@PathParam("network") String network) {
        return flow.all(scope.network(network))
                .map(all ->
                        new EndpointList(all.stream().map(EndpointAnswer::of).toList()));
    }

    @GET
    @Path("/{endpoint}")
    @Operation(operationId = "getWebhook", summary = "One endpoint: whether it works, and since when not")
    public Uni<EndpointAnswer> get(@PathParam("network") String network, @PathParam("endpoint") String endpoint) {
        return flow.find(scope.network(network), endpoint).map(found -> EndpointAnswer.of(there(found)));
    }

    @DELETE
    @Path("/{endpoint}")
    @Operation(operationId = "deleteWebhook", summary = "Forgets an endpoint with its queue and log")
    public Uni<Void> delete(@PathParam("network") String network, @PathParam("endpoint") String endpoint) {
        return flow.delete(scope.network(network), endpoint)
                .invoke(WebhookResource::there)
                .replaceWithVoid();
    }

    @POST
    @Path("/{endpoint}/secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "A new secret, shown once; the old one signs beside it for a while")
    public Uni<NewSecret> rotate(@PathParam("network") String network, @PathParam("endpoint") String endpoint) {
        return flow.rotate(scope.network(network), endpoint).map((Optional<Bytes> found) -> NewSecret.of(there(found)));
    }

    @POST
    @Path("/{endpoint}/enable")
    @Operation(operationId = "enableWebhook", summary = "Delivers to an endpoint again that was disabled")
    public Uni<Void> enable(@PathParam("network") String network, @PathParam("endpoint") String endpoint) {
        return flow.enable(scope.network(network), endpoint)
                .invoke(WebhookResource::there)
                .replaceWithVoid();
    }

    @POST
    @Path("/{endpoint}/test")
    @Operation(operationId = "testWebhook", summary = "Sends a webhook.test message now; what came of it")
    public Uni<TryAnswer> test(@PathParam("network") String network, @PathParam("endpoint") String endpoint) {
        return flow.test(scope.network(network), endpoint).map(found -> TryAnswer.of(there(found)));
    }

    @POST
    @Path("/{endpoint}/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "replayWebhook", summary = "Delivers notices above a number once more, up to 10,000")
    @RequestBody(content = @Content(schema = @Schema(implementation = ReplayRequest.class)))
    public Uni<Replayed> replay(
            @PathParam("network") String network, @PathParam("endpoint") String endpoint, byte[] body) {
        NetworkId in = scope.network(network);
        Long after = StrictJson.read(body, ReplayRequest.class).after();
        if (after == null || after < 0) {
            throw Problem.invalidField("after", "the seq of a notice, or 0, is expected")
                    .asException();
        }
        return flow.replay(in, endpoint, after).map(found -> new Replayed(there(found)));
    }

    @GET
    @Path("/{endpoint}/deliveries")
    @Operation(operationId = "listWebhookDeliveries", summary = "Queue and log of an endpoint, the newest first")
    public Uni<DeliveryPage> deliveries(
            @PathParam("network") String network,
            @PathParam("endpoint") String endpoint,
            @QueryParam("waiting") @DefaultValue("false") boolean waiting,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        NetworkId in = scope.network(network);
        return flow.log(in, endpoint, waiting, before, Fields.within("limit", limit, 1, PAGE_MAX))
                .map(found -> new DeliveryPage(
                        there(found).stream().map(DeliveryAnswer::of).toList()));
    }

    private static <T> T there(Optional<T> found) {
        return found.orElseThrow(() -> Problem.notFound("no such endpoint").asException());
    }
}
