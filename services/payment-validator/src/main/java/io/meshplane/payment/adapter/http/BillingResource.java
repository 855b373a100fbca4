package io.meshplane.payment.adapter.http;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Price;
import io.meshplane.payment.SettlementQueries;
import io.meshplane.payment.domain.settlement.SettlementRules.Proposal;
import io.meshplane.payment.domain.usage.DivergenceRules.Filed;
import io.meshplane.payment.domain.usage.DivergenceRules.Report;
import io.meshplane.payment.domain.usage.Listed;
import io.meshplane.payment.domain.usage.Lot;
import io.meshplane.platform.http.Fields;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Billing of a network, for operators. Amounts are decimal strings in base units of the asset beside them, bytes too. */
@Path("/v1/networks/{network}")
@RolesAllowed(OperatorScope.ROLE)
@Produces(MediaType.APPLICATION_JSON)
public class BillingResource {
    private static final int PAGE_MAX = 1000;

    private final SettlementQueries billing;
    private final OperatorScope scope;

    BillingResource(SettlementQueries billing, OperatorScope scope) {
        this.billing = billing;
        this.scope = scope;
    }

    /**
     * A period in which the ends of a link disagreed.
     *
     * @param buyer null = the seller does not know who is at the other end
     * @param attestedBytes what both ends attest, price by price
     * @param closedAt null = they still disagree
     */
    public record DivergenceAnswer(
            long id,
            String seller,
            @Nullable String buyer,
            String cause,
            String sellerBytes,
            String buyerBytes,
            String attestedBytes,
            String from,
            String to,
            @Nullable String closedAt) {
        static DivergenceAnswer of(Filed filed) {
            Report report = filed.report();
            String buyer = filed.direction().buyer();
            return new DivergenceAnswer(
                    filed.id(),
                    filed.direction().seller().value(),
                    buyer.isEmpty() ? null : buyer,
                    report.cause().name(),
                    report.period().sellerBytes().toString(),
                    report.period().buyerBytes().toString(),
                    report.period().attestedBytes().toString(),
                    report.from().toString(),
                    report.to().toString(),
                    filed.closedAt().map(Instant::toString).orElse(null));
        }
    }

    /** A page; ask for the next with {@code after} = the last report's id. */
    public record DivergencePage(List<DivergenceAnswer> divergences) {}

    /**
     * A payment that should be made.
     *
     * @param communityAmount to the community's address, its share of the payment
     */
    public record ProposalAnswer(String asset, String payer, String payee, String amount, String communityAmount) {
        static ProposalAnswer of(String asset, Proposal proposal) {
            return new ProposalAnswer(
                    asset,
                    proposal.payer().value(),
                    proposal.payee().value(),
                    proposal.amount().toString(),
                    proposal.communityAmount().toString());
        }
    }

    /** Who should pay whom now, the largest payments first; debts along chains of links are netted. */
    public record SettlementAnswer(List<ProposalAnswer> proposals) {}

    /**
     * A version of a price.
     *
     * @param destinationClass empty = all traffic without a price of its own class
     * @param price base units per 10^9 bytes
     * @param cap the most that a buyer pays; null = no rule
     */
    public record PriceAnswer(
            String seller,
            String interfaceName,
            String destinationClass,
            long version,
            String price,
            String asset,
            @Nullable String cap) {
        static PriceAnswer of(Listed listed) {
            @Nullable Price cap = listed.tariff().cap();
            return new PriceAnswer(
                    listed.seller(),
                    listed.lot().sellerInterface(),
                    listed.lot().destinationClass(),
                    listed.lot().version(),
                    listed.tariff().price().toString(),
                    listed.tariff().asset().toString(),
                    cap == null ? null : cap.toString());
        }
    }

    /** A page; ask for the next with the four names of the last row. */
    public record PricePage(List<PriceAnswer> prices) {}

    @GET
    @Path("/billed-prices")
    @Operation(operationId = "listBilledPrices", summary = "Prices that traffic was billed at, in all their versions")
    public Uni<PricePage> prices(
            @PathParam("network") String network,
            @QueryParam("seller") @DefaultValue("") String seller,
            @QueryParam("interface") @DefaultValue("") String interfaceName,
            @QueryParam("class") @DefaultValue("") String destinationClass,
            @QueryParam("version") @DefaultValue("0") long version,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        Lot after = new Lot(interfaceName, destinationClass, version);
        return billing.prices(in, seller, after, Fields.within("limit", limit, 1, PAGE_MAX))
                .map(listed ->
                        new PricePage(listed.stream().map(PriceAnswer::of).toList()));
    }

    @GET
    @Path("/divergences")
    @Operation(
            operationId = "listDivergences",
            summary = "Links whose ends disagree, with both figures and the likely cause")
    public Uni<DivergencePage> divergences(
            @PathParam("network") String network,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        NetworkId in = scope.network(network);
        return billing.divergences(in, after, Fields.within("limit", limit, 1, PAGE_MAX))
                .map(filed -> new DivergencePage(
                        filed.stream().map(DivergenceAnswer::of).toList()));
    }

    @GET
    @Path("/settlement")
    @Operation(operationId = "proposeSettlement", summary = "Who should pay whom how much now")
    public Uni<SettlementAnswer> settlement(@PathParam("network") String network) {
        return billing.proposals(scope.network(network)).map(byAsset -> {
            List<ProposalAnswer> answers = new ArrayList<>();
            byAsset.forEach((asset, proposals) -> proposals.forEach(one -> answers.add(ProposalAnswer.of(asset, one))));
            return new SettlementAnswer(answers);
        });
    }
}
