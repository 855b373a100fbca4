package io.meshplane.payment.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.payment.AdjustmentFlow;
import io.meshplane.payment.domain.adjustment.Adjustment;
import io.meshplane.payment.domain.adjustment.AdjustmentRules.Decision;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.http.StrictJson;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What operators move in the books by hand, each with its reason. */
@Path("/v1/networks/{network}/adjustments")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AdjustmentResource {
    private static final int PAGE_MAX = 1000;

    private final AdjustmentFlow flow;
    private final OperatorScope scope;

    AdjustmentResource(AdjustmentFlow flow, OperatorScope scope) {
        this.flow = flow;
        this.scope = scope;
    }

    /**
     * An amount to move.
     *
     * @param id 1 to 64 letters, digits, dots, dashes and underscores, chosen by the caller; the same id again is the same adjustment
     * @param amount decimal, base units of the asset
     * @param reason 1 to 500 characters
     */
    public record AdjustmentRequest(
            @Nullable String id,
            @Nullable String debitAccount,
            @Nullable String creditAccount,
            @Nullable String amount,
            @Nullable String asset,
            @Nullable String reason) {}

    /**
     * An adjustment.
     *
     * @param state MOVED or WAITING for the word of another operator
     */
    public record AdjustmentAnswer(
            String id,
            String debitAccount,
            String creditAccount,
            String amount,
            String asset,
            String reason,
            String state,
            String askedBy,
            @Nullable String approvedBy) {
        static AdjustmentAnswer of(Adjustment adjustment) {
            return new AdjustmentAnswer(
                    adjustment.id(),
                    adjustment.debit().name(),
                    adjustment.credit().name(),
                    adjustment.amount().toString(),
                    adjustment.asset().toString(),
                    adjustment.reason(),
                    adjustment.approvedBy().isPresent() ? "MOVED" : "WAITING",
                    adjustment.askedBy(),
                    adjustment.approvedBy().orElse(null));
        }
    }

    /** A page; ask for the next with {@code after} = the last one's id. */
    public record AdjustmentPage(List<AdjustmentAnswer> adjustments) {}

    @POST
    @Operation(operationId = "adjust", summary = "Moves an amount by hand, or asks another operator to approve it")
    @RequestBody(content = @Content(schema = @Schema(implementation = AdjustmentRequest.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is kept; state says whether it moved",
            content = @Content(schema = @Schema(implementation = AdjustmentAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was asked before",
            content = @Content(schema = @Schema(implementation = AdjustmentAnswer.class)))
    @APIResponse(responseCode = "409", description = "The id stands for another adjustment")
    public Uni<Response> ask(@PathParam("network") String network, byte[] body) {
        NetworkId in = scope.network(network);
        return flow.ask(adjustment(in, StrictJson.read(body, AdjustmentRequest.class)))
                .map(AdjustmentResource::answer);
    }

    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "approveAdjustment", summary = "Moves an amount that another operator asked for")
    @APIResponse(
            responseCode = "201",
            description = "It moved",
            content = @Content(schema = @Schema(implementation = AdjustmentAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "It moved before",
            content = @Content(schema = @Schema(implementation = AdjustmentAnswer.class)))
    @APIResponse(responseCode = "409", description = "Whoever asked cannot approve")
    public Uni<Response> approve(@PathParam("network") String network, @PathParam("id") String id) {
        NetworkId in = scope.network(network);
        return flow.approve(in, id, scope.subject())
                .map(decision -> answer(decision.orElseThrow(
                        () -> Problem.notFound("no such adjustment").asException())));
    }

    @GET
    @Operation(operationId = "listAdjustments", summary = "What operators moved by hand, who, and why")
    public Uni<AdjustmentPage> list(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        return flow.page(in, after, Fields.within("limit", limit, 1, PAGE_MAX))
                .map(page -> new AdjustmentPage(
                        page.stream().map(AdjustmentAnswer::of).toList()));
    }

    private Adjustment adjustment(NetworkId network, AdjustmentRequest request) {
        Account debit = Fields.required("debitAccount", request.debitAccount(), Account::new);
        Account credit = Fields.required("creditAccount", request.creditAccount(), Account::new);
        if (credit.equals(debit)) {
            throw Problem.invalidField("creditAccount", "is the debited one").asException();
        }
        return new Adjustment(
                network,
                Fields.required("id", request.id(), Adjustment::checkedId),
                debit,
                credit,
                Fields.required("amount", request.amount(), text -> Adjustment.checkedAmount(Amount.parse(text))),
                Fields.required("asset", request.asset(), Asset::parse),
                Fields.required("reason", request.reason(), Adjustment::checkedReason),
                scope.subject(),
                Optional.empty());
    }

    private static Response answer(Decision decision) {
        return switch (decision) {
            case Decision.Moved(Adjustment moved) -> created(moved);
            case Decision.Waits(Adjustment waiting) -> created(waiting);
            case Decision.Known(Adjustment known) ->
                Response.ok(AdjustmentAnswer.of(known)).build();
            case Decision.Taken ignored ->
                throw Problem.conflict("the id stands for another adjustment").asException();
            case Decision.NeedsAnother ignored ->
                throw Problem.conflict("whoever asked cannot approve").asException();
        };
    }

    private static Response created(Adjustment adjustment) {
        return Response.status(Response.Status.CREATED)
                .entity(AdjustmentAnswer.of(adjustment))
                .build();
    }
}
