package io.meshplane.payment.adapter.http;

import io.meshplane.chain.Hash32;
import io.meshplane.chain.MalformedChainDataException;
import io.meshplane.payment.ClaimFlow;
import io.meshplane.payment.ClaimFlow.Made;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.StrictJson;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Where nodes say that they have paid. Requests are signed by the node. */
@Path("/v1/claims")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ClaimResource {
    private static final byte[] NO_BODY = new byte[0];
    private static final int TOO_MANY_REQUESTS = 429;
    /** About the time in which the next claim of a node is judged. */
    private static final int RETRY_AFTER_SECONDS = 60;

    private final ClaimFlow flow;
    private final NodeDirectory nodes;

    ClaimResource(ClaimFlow flow, NodeDirectory nodes) {
        this.flow = flow;
        this.nodes = nodes;
    }

    /**
     * A transaction that paid.
     *
     * @param chainId EIP-155
     * @param transactionHash 0x and 64 hex digits
     */
    public record ClaimRequest(
            @Nullable Long chainId, @Nullable String transactionHash) {}

    /** The claim is kept; ask for it by its id. */
    public record ClaimReceipt(String claimId, String state) {
        static ClaimReceipt of(Claim claim) {
            return new ClaimReceipt(claim.id(), claim.state().name());
        }
    }

    @POST
    @Operation(
            operationId = "claim",
            summary = "Points at a transaction that paid; who is credited follows from the proof")
    @RequestBody(content = @Content(schema = @Schema(implementation = ClaimRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "The claim is kept and will be judged",
            content = @Content(schema = @Schema(implementation = ClaimReceipt.class)))
    @APIResponse(
            responseCode = "200",
            description = "This node made this claim before",
            content = @Content(schema = @Schema(implementation = ClaimReceipt.class)))
    @APIResponse(responseCode = "400", description = "A field is wrong, or chainId is of a chain that is not followed")
    @APIResponse(
            responseCode = "429",
            description = "The node has too many claims that wait: try again after Retry-After seconds")
    public Uni<Response> claim(HttpServerRequest http, byte[] body) {
        EnrolledNode node = nodes.authenticate(http, body);
        ClaimRequest request = StrictJson.read(body, ClaimRequest.class);
        long chainId = chainId(request.chainId());
        Hash32 transaction = Fields.required("transactionHash", request.transactionHash(), ClaimResource::hash);
        return flow.claim(node.network(), node.id(), chainId, transaction).map(ClaimResource::answer);
    }

    private static Response answer(Made made) {
        return switch (made) {
            case Made.New(Claim claim) ->
                Response.accepted(ClaimReceipt.of(claim)).build();
            case Made.Known(Claim claim) -> Response.ok(ClaimReceipt.of(claim)).build();
            case Made.WrongChain(long followed) ->
                throw Problem.invalidField("chainId", "payments are taken on chain " + followed)
                        .asException();
            case Made.TooMany ignored -> tooMany();
        };
    }

    private static Response tooMany() {
        Problem problem = new Problem(
                "urn:meshplane:problem:too-many",
                "There are too many of these",
                TOO_MANY_REQUESTS,
                "this node has too many claims that wait; claim again when some are judged",
                null);
        return Response.status(TOO_MANY_REQUESTS)
                .type(Problem.MEDIA_TYPE)
                .header("Retry-After", RETRY_AFTER_SECONDS)
                .entity(problem)
                .build();
    }

    @GET
    @Path("/{claim}")
    @Operation(
            operationId = "getClaim",
            summary = "One claim of the node that asks: state, what it waits for, evidence")
    @APIResponse(
            responseCode = "200",
            description = "The claim",
            content = @Content(schema = @Schema(implementation = ClaimAnswer.class)))
    public Uni<Response> get(HttpServerRequest http, @PathParam("claim") String claim) {
        EnrolledNode node = nodes.authenticate(http, NO_BODY);
        return flow.status(node.id(), claim)
                .map(found -> found.map(ClaimAnswer::of)
                        .map(answer -> Response.ok(answer).build())
                        .orElseThrow(() -> Problem.notFound("no such claim").asException()));
    }

    private static long chainId(@Nullable Long chainId) {
        if (chainId == null) throw Problem.invalidField("chainId", "is missing").asException();
        if (chainId < 1)
            throw Problem.invalidField("chainId", "must be at least 1").asException();
        return chainId;
    }

    private static Hash32 hash(String text) {
        try {
            return Hash32.parse(text);
        } catch (MalformedChainDataException e) {
            throw new IllegalArgumentException("0x and 64 hex digits are expected", e);
        }
    }
}
