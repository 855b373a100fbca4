package io.meshplane.registry.adapter.http;

import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.TunnelKeyProof;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.StrictJson;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.meshplane.registry.WireGuardKeyFlow;
import io.meshplane.registry.WireGuardKeyFlow.Outcome;
import io.meshplane.registry.domain.KeyClaim;
import io.meshplane.registry.domain.KeyClaim.Fault;
import io.meshplane.registry.domain.WireGuardKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Nodes tell which WireGuard keys are theirs, and ask whose the keys of their peers are (docs/wireguard-keys.md). */
@Path("/v1/wireguard-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WireGuardKeyResource {
    private static final byte[] NO_BODY = new byte[0];
    private static final int KEYS_MAX = 64;

    private final WireGuardKeyFlow flow;
    private final NodeDirectory nodes;

    WireGuardKeyResource(WireGuardKeyFlow flow, NodeDirectory nodes) {
        this.flow = flow;
        this.nodes = nodes;
    }

    /** @param publicKey X25519, 32 bytes in base64 */
    public record RegistrarAnswer(String publicKey) {}

    /**
     * One key of a node.
     *
     * @param publicKey 32 bytes in base64, as wg shows it
     * @param proof that the node holds it, 32 bytes in base64
     */
    public record Claim(
            @Nullable String publicKey, @Nullable String proof) {}

    /** All keys of a node, at most 64. */
    public record Claims(@Nullable List<Claim> keys) {}

    /** A key and the node that has it. */
    public record KeyAnswer(String publicKey, String nodeId) {}

    /** Keys that are known, by key. */
    public record KeysAnswer(List<KeyAnswer> keys) {}

    @GET
    @Path("/registrar")
    @Operation(operationId = "getRegistrar", summary = "The key that proofs are made for")
    public Uni<RegistrarAnswer> registrar() {
        return flow.registrar()
                .map(key -> new RegistrarAnswer(Base64.getEncoder().encodeToString(key)));
    }

    @PUT
    @Operation(
            operationId = "claimWireGuardKeys",
            summary = "The keys of the node that signed the request are these from now on, all or none")
    @RequestBody(content = @Content(schema = @Schema(implementation = Claims.class)))
    @APIResponse(
            responseCode = "200",
            description = "They are the node's",
            content = @Content(schema = @Schema(implementation = KeysAnswer.class)))
    @APIResponse(responseCode = "400", description = "A proof is not the node's for this key: field says which")
    @APIResponse(responseCode = "409", description = "Another node has one of the keys; nothing changed")
    public Uni<KeysAnswer> claim(@Context HttpServerRequest http, byte[] body) {
        EnrolledNode node = nodes.authenticate(http, body);
        List<KeyClaim> claims = claims(StrictJson.read(body, Claims.class));
        return flow.claim(node.id(), claims).map(outcome -> switch (outcome) {
            case Outcome.Kept(List<WireGuardKey> keys) ->
                new KeysAnswer(keys.stream()
                        .map(key -> new KeyAnswer(key.value(), node.id().value()))
                        .toList());
            case Outcome.Unsound(Fault fault) -> throw problem(fault).asException();
            case Outcome.Taken(WireGuardKey key) ->
                throw Problem.conflict("another node has the key " + key.value())
                        .asException();
        });
    }

    @GET
    @Operation(
            operationId = "findWireGuardKeys",
            summary =
                    "Whose the keys are, as far as nodes of the network of the node that signed the request have them")
    public Uni<KeysAnswer> find(@Context HttpServerRequest http, @QueryParam("key") List<String> asked) {
        EnrolledNode node = nodes.authenticate(http, NO_BODY);
        Fields.within("key", asked.size(), 1, KEYS_MAX);
        List<WireGuardKey> keys = asked.stream()
                .map(key -> Fields.required("key", key, WireGuardKey::new))
                .toList();
        return flow.owners(node.network(), keys).map(WireGuardKeyResource::answer);
    }

    private static KeysAnswer answer(Map<WireGuardKey, NodeId> owners) {
        return new KeysAnswer(owners.entrySet().stream()
                .map(each ->
                        new KeyAnswer(each.getKey().value(), each.getValue().value()))
                .toList());
    }

    private static List<KeyClaim> claims(Claims request) {
        List<Claim> keys = request.keys();
        if (keys == null) throw Problem.invalidField("keys", "is missing").asException();
        if (keys.size() > KEYS_MAX)
            throw Problem.invalidField("keys", "are more than " + KEYS_MAX).asException();
        List<KeyClaim> claims = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Claim claim = keys.get(i);
            if (claim == null)
                throw Problem.invalidField(field(i), "is missing").asException();
            claims.add(new KeyClaim(
                    Fields.required(field(i) + ".publicKey", claim.publicKey(), WireGuardKey::new),
                    Fields.required(field(i) + ".proof", claim.proof(), WireGuardKeyResource::proof)));
        }
        return claims;
    }

    private static byte[] proof(String text) {
        byte[] proof = Base64.getDecoder().decode(text);
        if (proof.length != TunnelKeyProof.BYTES) throw new IllegalArgumentException("32 bytes are expected");
        return proof;
    }

    private static Problem problem(Fault fault) {
        return switch (fault) {
            case Fault.Twice(int index) -> Problem.invalidField(field(index) + ".publicKey", "is there twice");
            case Fault.NotProven(int index) ->
                Problem.invalidField(field(index) + ".proof", "is not this node's for this key and this registrar");
        };
    }

    private static String field(int index) {
        return "keys[" + index + "]";
    }
}
