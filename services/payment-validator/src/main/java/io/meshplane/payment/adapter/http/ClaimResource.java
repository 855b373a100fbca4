package io.meshplane.payment.adapter.http;

import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.ClaimFlow;
import io.meshplane.payment.ClaimFlow.Made;
import io.meshplane.payment.ClaimQueries;
import io.meshplane.payment.ClaimQueries.Status;
import io.meshplane.payment.EvidenceQueries;
import io.meshplane.payment.domain.claim.Claim;
import io.meshplane.payment.domain.claim.Expectation;
import io.meshplane.payment.domain.claim.KeptAnswer;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.StrictJson;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.platform.identity.NodeDirectory;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
    private final ClaimQueries queries;
    private final EvidenceQueries evidence;
    private final NodeDirectory nodes;

    ClaimResource(ClaimFlow flow, ClaimQueries queries, EvidenceQueries evidence, NodeDirectory nodes) {
        this.flow = flow;
        this.queries = queries;
        this.evidence = evidence;
        this.nodes = nodes;
    }

    /**
     * A transaction that paid.
     *
     * @param chainId EIP-155
     * @param transactionHash 0x and 64 hex digits
     * @param expected what it was meant to pay, to learn of deviations; who is credited with how much follows from the proof alone
     */
    public record ClaimRequest(
            @Nullable Long chainId,
            @Nullable String transactionHash,
            @Nullable ExpectedPayment expected) {}

    /**
     * What was meant; all of it may be left out.
     *
     * @param amount decimal, base units
     * @param asset CAIP-19
     * @param dueHeight last block in which it is in time
     */
    public record ExpectedPayment(
            @Nullable String amount,
            @Nullable String asset,
            @Nullable Long dueHeight) {}

    /** The claim is kept; ask for it by its id. */
    public record ClaimReceipt(String claimId, String state) {
        static ClaimReceipt of(Claim claim) {
            return new ClaimReceipt(claim.id(), claim.state().name());
        }

        static ClaimReceipt of(KeptAnswer answer) {
            return new ClaimReceipt(answer.claimId(), answer.state().name());
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
            responseCode = "409",
            description = "A request with this Idempotency-Key is being worked on: repeat it")
    @APIResponse(responseCode = "422", description = "Another request of this node had this Idempotency-Key")
    @APIResponse(
            responseCode = "429",
            description = "The node has too many claims that wait: try again after Retry-After seconds")
    public Uni<Response> claim(
            HttpServerRequest http, @HeaderParam("Idempotency-Key") @Nullable String key, byte[] body) {
        EnrolledNode node = nodes.authenticate(http, body);
        ClaimRequest request = StrictJson.read(body, ClaimRequest.class);
        return flow.claim(new ClaimFlow.Request(
                        node.network(),
                        node.id(),
                        chainId(request.chainId()),
                        Fields.required("transactionHash", request.transactionHash(), HashField::read),
                        expectation(request.expected()),
                        IdempotencyKeys.read(key, body)))
                .map(ClaimResource::answer);
    }

    private static Expectation expectation(@Nullable ExpectedPayment expected) {
        if (expected == null) return Expectation.NONE;
        Long due = expected.dueHeight();
        if (due != null && due < 0) {
            throw Problem.invalidField("expected.dueHeight", "is below 0").asException();
        }
        return new Expectation(
                Fields.optional("expected.amount", expected.amount(), Amount::parse),
                Fields.optional("expected.asset", expected.asset(), Asset::parse),
                due);
    }

    private static Response answer(Made made) {
        return switch (made) {
            case Made.New(Claim claim) -> receipt(true, ClaimReceipt.of(claim));
            case Made.Known(Claim claim) -> receipt(false, ClaimReceipt.of(claim));
            case Made.Repeated(KeptAnswer answer) -> receipt(answer.made(), ClaimReceipt.of(answer));
            case Made.KeyReused ignored -> throw IdempotencyKeys.reused().asException();
            case Made.KeyInFlight ignored ->
                throw Problem.conflict("a request with this Idempotency-Key is being worked on")
                        .asException();
            case Made.WrongChain(long followed) ->
                throw Problem.invalidField("chainId", "payments are taken on chain " + followed)
                        .asException();
            case Made.TooMany ignored -> tooMany();
        };
    }

    private static Response receipt(boolean made, ClaimReceipt receipt) {
        return Response.status(made ? Response.Status.ACCEPTED : Response.Status.OK)
                .entity(receipt)
                .build();
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
    public Uni<ClaimAnswer> get(HttpServerRequest http, @PathParam("claim") String claim) {
        EnrolledNode node = nodes.authenticate(http, NO_BODY);
        return queries.ofNode(node.id(), claim).map(ClaimResource::found);
    }

    static ClaimAnswer found(Optional<Status> status) {
        return ClaimAnswer.of(
                status.orElseThrow(() -> Problem.notFound("no such claim").asException()));
    }

    @GET
    @Operation(operationId = "listOwnClaims", summary = "Claims of the node that asks, the newest first")
    public Uni<ClaimPage> list(
            HttpServerRequest http,
            @QueryParam("state") @Nullable String state,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        EnrolledNode node = nodes.authenticate(http, NO_BODY);
        return queries.page(ClaimPage.filter(node.network(), Optional.of(node.id()), state, before, limit))
                .map(page -> ClaimPage.of(page, limit));
    }

    @GET
    @Path("/{claim}/evidence")
    @Operation(
            operationId = "getClaimEvidence",
            summary = "What a third party verifies the verdict from, offline (docs/evidence.md)")
    @APIResponse(responseCode = "404", description = "There is no such claim, or nothing of its verdict can be proven")
    @APIResponse(responseCode = "409", description = "There is no verdict yet, or not all that shows it")
    public Uni<String> evidence(HttpServerRequest http, @PathParam("claim") String claim) {
        EnrolledNode node = nodes.authenticate(http, NO_BODY);
        return queries.ofNode(node.id(), claim)
                .map(found -> found.orElseThrow(
                        () -> Problem.notFound("no such claim").asException()))
                .flatMap(status -> evidence.bundle(status.claim()))
                .map(PaymentResource::bundle);
    }

    private static long chainId(@Nullable Long chainId) {
        if (chainId == null) throw Problem.invalidField("chainId", "is missing").asException();
        if (chainId < 1)
            throw Problem.invalidField("chainId", "must be at least 1").asException();
        return chainId;
    }
}
