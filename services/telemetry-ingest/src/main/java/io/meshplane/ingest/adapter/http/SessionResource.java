package io.meshplane.ingest.adapter.http;

import io.meshplane.ingest.Sessions;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where nodes sign once, so that an upload need not carry a signature. */
@Path("/v1/telemetry/sessions")
public class SessionResource {
    private final Sessions sessions;
    private final NodeDirectory nodes;

    SessionResource(Sessions sessions, NodeDirectory nodes) {
        this.sessions = sessions;
        this.nodes = nodes;
    }

    /**
     * A session.
     *
     * @param token for {@code Authorization: Session …}; 16 random bytes, base64url
     * @param expiresInSeconds it may end earlier: then uploads are answered 401 with session-unknown
     */
    public record SessionAnswer(String token, long expiresInSeconds) {}

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "openSession", summary = "A session for a node that signs this request; the body is empty")
    @APIResponse(responseCode = "401", description = "The signature is missing, wrong, or nobody's")
    @APIResponse(responseCode = "503", description = "The directory of nodes is still being read")
    public SessionAnswer open(HttpServerRequest http, byte[] body) {
        EnrolledNode node = nodes.authenticate(http, body);
        return new SessionAnswer(sessions.open(node), sessions.lifetime().toSeconds());
    }
}
