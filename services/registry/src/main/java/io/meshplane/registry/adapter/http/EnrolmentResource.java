package io.meshplane.registry.adapter.http;

import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.chain.Signature;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.SignatureCheck;
import io.meshplane.contracts.signature.SignatureCheck.Result;
import io.meshplane.contracts.signature.SignatureCheck.SignedRequest;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.StrictJson;
import io.meshplane.registry.EnrolmentFlow;
import io.meshplane.registry.domain.EnrolmentRules.Decision;
import io.meshplane.registry.domain.EnrolmentRules.Enrol;
import io.meshplane.registry.domain.EnrolmentRules.Reason;
import io.meshplane.registry.domain.Node;
import io.meshplane.registry.domain.NodeName;
import io.meshplane.registry.domain.PaymentAddress;
import io.meshplane.registry.domain.SignedWallet;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Where a node joins. It is unknown yet, so it proves possession of the key that it brings. */
@Path("/v1/enrolments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EnrolmentResource {
    private final EnrolmentFlow flow;
    private final InstantSource clock;

    EnrolmentResource(EnrolmentFlow flow, InstantSource clock) {
        this.flow = flow;
        this.clock = clock;
    }

    /**
     * A request to join.
     *
     * @param publicKey raw Ed25519 key, 32 bytes, base64url without padding
     * @param paymentAddress wallet that pays for the node, 0x and 40 hex digits, or null
     * @param paymentSignature that wallet's, 0x and 130 hex digits, over the line of docs/wallet-proof.md; with an address only
     */
    public record EnrolmentRequest(
            @Nullable String token,
            @Nullable String name,
            @Nullable String publicKey,
            @Nullable String paymentAddress,
            @Nullable String paymentSignature) {}

    /** Who the node is from now on. */
    public record EnrolmentAnswer(String nodeId, String networkId, String role) {
        static EnrolmentAnswer of(Node node) {
            return new EnrolmentAnswer(
                    node.id().value(), node.network().value(), node.role().name());
        }
    }

    @POST
    @Operation(
            operationId = "enrol",
            summary =
                    "A node joins with a single-use token; the request is signed with the key it brings, and by the wallet"
                            + " that pays for it (docs/wallet-proof.md)")
    @RequestBody(content = @Content(schema = @Schema(implementation = EnrolmentRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "Enrolled",
            content = @Content(schema = @Schema(implementation = EnrolmentAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "Enrolled before with this token and key",
            content = @Content(schema = @Schema(implementation = EnrolmentAnswer.class)))
    @APIResponse(responseCode = "403", description = "The token is unknown, used or expired, or the node was revoked")
    @APIResponse(responseCode = "400", description = "A field is wrong, or the wallet has not signed: field says which")
    @APIResponse(responseCode = "409", description = "The wallet pays for another node")
    public Uni<Response> enrol(HttpServerRequest http, byte[] body) {
        EnrolmentRequest request = StrictJson.read(body, EnrolmentRequest.class);
        byte[] publicKey = Fields.required("publicKey", request.publicKey(), EnrolmentResource::key);
        requirePossession(http, body, publicKey);
        String token = Fields.required("token", request.token(), EnrolmentResource::token);
        Enrol command = new Enrol(publicKey, Fields.required("name", request.name(), NodeName::new), wallet(request));
        return flow.enrol(token, command).map(EnrolmentResource::answer);
    }

    private static Response answer(Decision decision) {
        return switch (decision) {
            case Decision.Enrolled(Node node, var spent) ->
                Response.status(201).entity(EnrolmentAnswer.of(node)).build();
            case Decision.AlreadyEnrolled(Node node) ->
                Response.ok(EnrolmentAnswer.of(node)).build();
            case Decision.Refused(Reason reason) -> throw problem(reason).asException();
        };
    }

    private static Problem problem(Reason reason) {
        return switch (reason) {
            case UNKNOWN_TOKEN -> Problem.forbidden("the enrolment token is not known");
            case TOKEN_EXPIRED -> Problem.forbidden("the enrolment token has expired");
            case TOKEN_USED -> Problem.forbidden("the enrolment token was used by another node");
            case KEY_IN_USE -> Problem.forbidden("a node with this key is enrolled already");
            case NODE_REVOKED -> Problem.forbidden("this node was revoked");
            case WALLET_NOT_PROVEN ->
                Problem.invalidField(
                        "paymentSignature", "is not the wallet's over the line for this node and the token's network");
            case WALLET_IN_USE -> conflict("paymentAddress", "the wallet pays for another node");
        };
    }

    private static Problem conflict(String field, String detail) {
        Problem conflict = Problem.conflict(detail);
        return new Problem(conflict.type(), conflict.title(), conflict.status(), conflict.detail(), field);
    }

    private static @Nullable SignedWallet wallet(EnrolmentRequest request) {
        PaymentAddress address = Fields.optional("paymentAddress", request.paymentAddress(), PaymentAddress::new);
        if (address == null) {
            if (request.paymentSignature() == null) return null;
            throw Problem.invalidField("paymentAddress", "is missing").asException();
        }
        return new SignedWallet(
                address, Fields.required("paymentSignature", request.paymentSignature(), EnrolmentResource::signature));
    }

    private static Signature signature(String text) {
        try {
            return Signature.parse(text);
        } catch (MalformedChainDataException e) {
            throw new IllegalArgumentException("0x and 130 hex digits are expected: r, s and v of 27 or 28", e);
        }
    }

    private void requirePossession(HttpServerRequest http, byte[] body, byte[] publicKey) {
        SignedRequest signed = new SignedRequest(
                http.method().name(),
                http.path() == null ? "" : http.path(),
                http.query() == null ? "" : http.query(),
                body,
                http.getHeader("Signature-Input"),
                http.getHeader("Signature"),
                http.getHeader("Content-Digest"));
        NodeId id = NodeId.ofPublicKey(publicKey);
        Result result = SignatureCheck.check(signed, claimed -> claimed.equals(id) ? publicKey : null, clock.instant());
        if (result instanceof Result.Refused(SignatureCheck.Reason reason)) {
            throw Problem.unauthenticated(reason.inWords()).asException();
        }
    }

    private static byte[] key(String text) {
        byte[] key = Base64.getUrlDecoder().decode(text);
        if (key.length != 32) throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        return key;
    }

    private static String token(String text) {
        if (text.isEmpty() || text.length() > 128) throw new IllegalArgumentException("1-128 characters are expected");
        return text;
    }
}
