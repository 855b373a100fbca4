package io.meshplane.payment.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.payment.ClaimQueries;
import io.meshplane.payment.EvidenceQueries;
import io.meshplane.payment.EvidenceQueries.Answer;
import io.meshplane.payment.adapter.http.ClaimAnswer.PaymentAnswer;
import io.meshplane.payment.domain.claim.ListedPayment;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.platform.http.Fields;
import io.meshplane.platform.http.Problem;
import io.meshplane.platform.identity.OperatorScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What the chain paid to a network's wallet, claimed by a node or not. */
@Path("/v1/networks/{network}/payments")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class PaymentResource {
    private static final int PAGE_MAX = 200;

    private final ClaimQueries queries;
    private final EvidenceQueries evidence;
    private final OperatorScope scope;

    PaymentResource(ClaimQueries queries, EvidenceQueries evidence, OperatorScope scope) {
        this.queries = queries;
        this.evidence = evidence;
        this.scope = scope;
    }

    /**
     * A page, the newest first.
     *
     * @param next {@code before} of the next page; absent on the last one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PaymentPage(
            List<IndexedPayment> payments, @Nullable Long next) {}

    /**
     * A payment of the agreed chain.
     *
     * @param account that it is credited to; absent while too few blocks are on top of it
     * @param claims that point at its transaction; 0 = nobody claimed it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IndexedPayment(
            long chainId,
            String transactionHash,
            PaymentAnswer payment,
            long height,
            String blockHash,
            @Nullable String account,
            long claims) {
        static IndexedPayment of(ListedPayment listed) {
            return new IndexedPayment(
                    listed.payment().chainId(),
                    listed.payment().transactionHash().toString(),
                    PaymentAnswer.of(listed.payment()),
                    listed.height(),
                    listed.blockHash().toString(),
                    listed.account().map(Account::name).orElse(null),
                    listed.claims());
        }
    }

    @GET
    @Operation(operationId = "listPayments", summary = "Payments to the network, or those that nobody claimed")
    public Uni<PaymentPage> list(
            @PathParam("network") String network,
            @QueryParam("unclaimed") @DefaultValue("false") boolean unclaimed,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        NetworkId in = scope.network(network);
        return queries.payments(in, unclaimed, before, Fields.within("limit", limit, 1, PAGE_MAX))
                .map(page -> new PaymentPage(
                        page.stream().map(IndexedPayment::of).toList(),
                        page.size() < limit ? null : page.getLast().number()));
    }

    @GET
    @Path("/{transaction}/evidence")
    @Operation(
            operationId = "getPaymentEvidence",
            summary = "What a third party verifies the payment, or its reversal, from, offline (docs/evidence.md)")
    @APIResponse(responseCode = "404", description = "It paid this network nothing that can be proven")
    @APIResponse(responseCode = "409", description = "Too few blocks are on top of it yet")
    public Uni<String> evidence(@PathParam("network") String network, @PathParam("transaction") String transaction) {
        NetworkId in = scope.network(network);
        return evidence.bundle(in, Fields.required("transaction", transaction, HashField::read))
                .map(PaymentResource::bundle);
    }

    static String bundle(Answer answer) {
        return switch (answer) {
            case Answer.Bundle(String json) -> json;
            case Answer.NoPayment ignored ->
                throw Problem.notFound("the agreed chain shows no payment to this network in it")
                        .asException();
            case Answer.NoVerdict ignored ->
                throw Problem.conflict("there is no verdict yet").asException();
            case Answer.BeingRead ignored ->
                throw Problem.conflict("its block is being read again for the proof; ask again in a moment")
                        .asException();
            case Answer.NotProven ignored ->
                throw Problem.notFound("it was indexed where nothing can be proven")
                        .asException();
            case Answer.TooFresh(long confirmations, int needed) ->
                throw Problem.conflict(confirmations + " of " + needed + " blocks are there to show")
                        .asException();
        };
    }
}
