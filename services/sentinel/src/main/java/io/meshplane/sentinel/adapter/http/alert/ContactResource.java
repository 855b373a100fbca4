package io.meshplane.sentinel.adapter.http.alert;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.ContactAnswer;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.ContactPage;
import io.meshplane.sentinel.adapter.http.alert.SettingJson.ContactRequest;
import io.meshplane.sentinel.alert.SettingFlow;
import io.meshplane.sentinel.domain.Label;
import io.meshplane.sentinel.domain.alert.Channel;
import io.meshplane.sentinel.domain.alert.Contact;
import io.meshplane.sentinel.domain.alert.Setting;
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
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Whom alerts may wake. */
@Path("/v1/networks/{network}/contacts")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ContactResource {
    private final SettingFlow flow;
    private final OperatorScope scope;
    private final SecureRandom random = new SecureRandom();

    ContactResource(SettingFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    @PUT
    @Path("/{contact}")
    @Operation(
            operationId = "configureContact",
            summary = "Adds a contact or replaces it; a webhook of the same name keeps its secret")
    @APIResponse(
            responseCode = "201",
            description = "Added; the secret of a webhook is shown this once",
            content = @Content(schema = @Schema(implementation = ContactAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content = @Content(schema = @Schema(implementation = ContactAnswer.class)))
    public Uni<Response> configure(
            @PathParam("network") String network,
            @PathParam("contact") String contact,
            @Nullable ContactRequest request) {
        NetworkId in = scope.network(network);
        Label name = Fields.required("contact", contact, Label::new);
        String known = knownSecret(in, name);
        String secret = known == null ? freshSecret() : known;
        Contact wanted = SettingRequests.toContact(name, request, secret);
        boolean shown = known == null && wanted.channel() instanceof Channel.Webhook;
        return flow.put(in, new Setting.OfContact(wanted), scope.subject())
                .map(SettingRequests::isNew)
                .map(isNew -> Response.status(isNew ? 201 : 200)
                        .entity(ContactAnswer.of(wanted, shown ? asText(secret) : null))
                        .build());
    }

    private @Nullable String knownSecret(NetworkId network, Label name) {
        Contact before = flow.of(network).contacts().get(name);
        return before != null && before.channel() instanceof Channel.Webhook webhook ? webhook.secretHex() : null;
    }

    private String freshSecret() {
        byte[] drawn = new byte[Channel.Webhook.SECRET_BYTES];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    private static String asText(String secretHex) {
        return "whsec_" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(secretHex));
    }

    @GET
    @Operation(operationId = "listContacts", summary = "The network's contacts by name, without their secrets")
    public ContactPage list(@PathParam("network") String network) {
        return new ContactPage(flow.of(scope.network(network)).contacts().values().stream()
                .map(contact -> ContactAnswer.of(contact, null))
                .toList());
    }

    @GET
    @Path("/{contact}")
    @Operation(operationId = "getContact", summary = "One contact, without its secret")
    public ContactAnswer get(@PathParam("network") String network, @PathParam("contact") String contact) {
        return flow.of(scope.network(network)).contacts().values().stream()
                .filter(known -> known.name().value().equals(contact))
                .findFirst()
                .map(known -> ContactAnswer.of(known, null))
                .orElseThrow(() -> Problem.notFound("no such contact").asException());
    }

    @DELETE
    @Path("/{contact}")
    @Operation(operationId = "deleteContact", summary = "Removes a contact that no policy pages")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "409", description = "A policy pages it")
    public Uni<Response> delete(@PathParam("network") String network, @PathParam("contact") String contact) {
        NetworkId in = scope.network(network);
        Label name = Fields.required("contact", contact, Label::new);
        return flow.remove(in, Setting.Kind.CONTACT, name)
                .map(SettingRequests::isNew)
                .replaceWith(() -> Response.noContent().build());
    }
}
