package io.meshplane.sentinel.adapter.http.alert;

import io.meshplane.platform.http.Problem;
import io.meshplane.sentinel.alert.AcknowledgementLinks;
import io.meshplane.sentinel.alert.AcknowledgementLinks.Target;
import io.meshplane.sentinel.alert.AlertFlow;
import io.meshplane.sentinel.domain.alert.Acknowledgement;
import io.meshplane.sentinel.domain.alert.Alert;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Where the links in pages lead. Opening one acknowledges nothing: mail servers and chat programs open links too. A person presses the
 * button.
 */
@Path("/v1/acknowledgements/{token}")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class AcknowledgementResource {
    private final AcknowledgementLinks links;
    private final AlertFlow flow;

    AcknowledgementResource(AcknowledgementLinks links, AlertFlow flow) {
        this.links = links;
        this.flow = flow;
    }

    @GET
    @Operation(
            operationId = "showAcknowledgement",
            summary = "The page behind a link in a page: what it is about, and a button")
    public Response show(@PathParam("token") String token) {
        Target target = target(token);
        Alert alert = alert(target);
        String button = "<form method=\"post\"><button>I look after it</button></form>";
        return html(alert.subject().summary(), stands(target, alert) ? button : state(target, alert));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "acknowledgeByLink",
            summary = "Acknowledges the outbreak in the name of the contact that the link was for")
    public Uni<Response> acknowledge(@PathParam("token") String token) {
        Target target = target(token);
        Alert alert = alert(target);
        if (!stands(target, alert)) {
            return Uni.createFrom().item(html(alert.subject().summary(), state(target, alert)));
        }
        return flow.acknowledge(
                        target.alert(), target.episode(), target.contact().value(), "by the link in a page")
                .replaceWith(() -> html(
                        alert.subject().summary(), "<p>You look after it: nobody else is paged for it any more.</p>"));
    }

    private static boolean stands(Target target, Alert alert) {
        return alert.isOpen() && !alert.isAcknowledged() && alert.episode().number() == target.episode();
    }

    private static String state(Target target, Alert alert) {
        Acknowledgement answer = alert.episode().acknowledgement();
        if (alert.episode().number() != target.episode()) return "<p>That outbreak is over; there was a newer one.</p>";
        if (answer != null) return "<p>" + escaped(answer.by()) + " looks after it since " + answer.at() + ".</p>";
        return "<p>It is over.</p>";
    }

    private Target target(String token) {
        return links.read(token)
                .orElseThrow(() -> Problem.notFound("no such link").asException());
    }

    private Alert alert(Target target) {
        return flow.find(target.alert())
                .orElseThrow(() -> Problem.notFound("that alert is forgotten").asException());
    }

    private static Response html(String title, String body) {
        String page = "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<title>Meshplane</title><h1>" + escaped(title) + "</h1>" + body;
        return Response.ok(page)
                .header("Content-Security-Policy", "default-src 'none'; form-action 'self'")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
