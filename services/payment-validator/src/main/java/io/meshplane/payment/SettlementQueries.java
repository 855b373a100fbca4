package io.meshplane.payment;

import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.settlement.SettlementRules;
import io.meshplane.payment.domain.settlement.SettlementRules.Proposal;
import io.meshplane.payment.domain.settlement.SettlementRules.Terms;
import io.meshplane.payment.domain.usage.DivergenceRules.Filed;
import io.meshplane.payment.domain.usage.Listed;
import io.meshplane.payment.domain.usage.Lot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What operators ask of billing beside the books. */
@ApplicationScoped
public class SettlementQueries {
    private final Books books;
    private final Terms terms;

    SettlementQueries(Books books, BillingConfig config) {
        this.books = books;
        this.terms = new Terms(Amount.parse(config.smallestPayment()), config.communityPerMille());
    }

    /** Who should pay whom now, by asset. Whoever has a payment on its way is not asked for another one. */
    public Uni<SortedMap<String, List<Proposal>>> proposals(NetworkId network) {
        return books.inTransaction(tx -> tx.settlement()
                .paying(network)
                .flatMap(paying -> tx.settlement().positions(network).map(positions -> proposals(positions, paying))));
    }

    private SortedMap<String, List<Proposal>> proposals(
            Map<String, Map<NodeId, BigInteger>> positions, Set<NodeId> paying) {
        SortedMap<String, List<Proposal>> proposals = new TreeMap<>();
        positions.forEach((asset, byNode) -> {
            Map<NodeId, BigInteger> settled = new HashMap<>(byNode);
            settled.entrySet()
                    .removeIf(one ->
                            paying.contains(one.getKey()) && one.getValue().signum() < 0);
            proposals.put(asset, SettlementRules.propose(settled, List.of(), terms));
        });
        return proposals;
    }

    /** A page of divergence reports in the order of filing. */
    public Uni<List<Filed>> divergences(NetworkId network, long after, int limit) {
        return books.inTransaction(tx -> tx.divergences().page(network, after, limit));
    }

    /** A page of prices, all versions that were ever in force. */
    public Uni<List<Listed>> prices(NetworkId network, String seller, Lot after, int limit) {
        return books.inTransaction(tx -> tx.tariffs().page(network, seller, after, limit));
    }
}
