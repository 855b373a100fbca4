package io.meshplane.payment;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Amount;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.domain.ledger.Account;
import io.meshplane.payment.domain.ledger.MeterKey;
import io.meshplane.payment.domain.ledger.Reading;
import io.meshplane.payment.domain.ledger.Tariff;
import io.meshplane.payment.domain.ledger.Transfer;
import io.meshplane.payment.domain.ledger.TransferCode;
import io.meshplane.payment.domain.ledger.UsageRules;
import io.meshplane.payment.domain.ledger.UsageRules.Decision;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.event.StateTopic;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.platform.identity.NodeDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Usage becomes money: load → decide → commit, one transaction for each report. */
@ApplicationScoped
public class UsageFlow {
    private static final Logger LOG = Logger.getLogger(UsageFlow.class);

    private final Books books;
    private final NodeDirectory nodes;
    private final StateTopics stateTopics;
    private final StateTopic<PriceSet> prices;
    private final Tariff defaultTariff;
    private final MeterRegistry meters;

    UsageFlow(Books books, NodeDirectory nodes, StateTopics stateTopics, Tariff defaultTariff, MeterRegistry meters) {
        this.books = books;
        this.nodes = nodes;
        this.stateTopics = stateTopics;
        this.prices = stateTopics.follow(Topics.PRICES, (key, price) -> {});
        this.defaultTariff = defaultTariff;
        this.meters = meters;
    }

    void startWithTheProcess(@Observes StartupEvent event) {
        // the bean exists now, and with it the follower of the prices
    }

    /** Bills a report; a report that was dealt with before changes nothing. */
    public Uni<Void> handle(Event<UsageReported> event) {
        // billed before all prices are known, traffic would be billed at the wrong one
        if (!tablesRead())
            return Uni.createFrom().failure(new IllegalStateException("state topics are still being read"));
        UsageReported report = event.value();
        MeterKey key = new MeterKey(
                new NetworkId(report.getNetworkId()),
                new NodeId(report.getNodeId()),
                report.getInterface(),
                report.hasPeerId() ? new NodeId(report.getPeerId()).value() : "",
                report.getCounterEpoch());
        Tariff tariff = tariff(key);
        return books.inTransaction(tx -> tx.firstTime(event.id())
                        .flatMap(first -> first
                                ? meter(tx, key, report.getSentBytes(), tariff, event.id())
                                : Uni.createFrom().item(new Decision.Known())))
                .invoke(decision -> count(key, decision))
                .replaceWithVoid();
    }

    /** Whether what {@link #handle} needs is there. */
    public Uni<Boolean> dependenciesUp() {
        return tablesRead() ? books.ping() : Uni.createFrom().item(false);
    }

    private boolean tablesRead() {
        return stateTopics.behind().isEmpty();
    }

    private Uni<Decision> meter(Books.Transaction tx, MeterKey key, long sentBytes, Tariff tariff, EventId event) {
        return tx.meters().lock(key).flatMap(previous -> {
            Decision decision = UsageRules.meter(previous.orElse(null), sentBytes, tariff);
            return switch (decision) {
                case Decision.Metered(Reading next, Amount cost, Asset asset) ->
                    tx.meters()
                            .keep(key, next)
                            .chain(() -> bill(tx, key, cost, asset, event))
                            .replaceWith(decision);
                case Decision.Known ignored -> Uni.createFrom().item(decision);
                case Decision.Unpayable ignored -> Uni.createFrom().item(decision);
            };
        });
    }

    private Uni<Void> bill(Books.Transaction tx, MeterKey key, Amount cost, Asset asset, EventId event) {
        if (cost.isZero()) return Uni.createFrom().voidItem();
        Transfer transfer = new Transfer(
                EventId.derivedFrom("usage", event.value()).value(),
                key.network(),
                buyer(key),
                Account.revenueOf(key.seller()),
                cost,
                asset,
                TransferCode.USAGE,
                event.value());
        return tx.ledger().post(transfer).chain(() -> tx.stage(List.of(PaymentEvents.posted(transfer))));
    }

    /** The node at the other end, if it is one of this network. */
    private Account buyer(MeterKey key) {
        if (key.peer().isEmpty()) return Account.SUSPENSE;
        NodeId peer = new NodeId(key.peer());
        return nodes.find(peer)
                .filter(node -> node.network().equals(key.network()))
                .map(node -> Account.ofNode(peer))
                .orElse(Account.SUSPENSE);
    }

    /** What the seller's traffic over this interface costs now. */
    Tariff tariff(MeterKey key) {
        @Nullable PriceSet set = prices.get(key.network() + "/" + key.seller() + "/" + key.interfaceName());
        return set == null ? defaultTariff : new Tariff(Price.parse(set.getPrice()), Asset.parse(set.getAsset()));
    }

    private void count(MeterKey key, Decision decision) {
        String outcome = switch (decision) {
            case Decision.Metered ignored -> "metered";
            case Decision.Known ignored -> "known";
            case Decision.Unpayable ignored -> {
                LOG.errorf(
                        "usage costs more than can be paid, it is not billed until the price is changed"
                                + " network=%s node=%s interface=%s",
                        key.network(), key.seller(), key.interfaceName());
                yield "unpayable";
            }
        };
        meters.counter("payment.usage", "outcome", outcome).increment();
    }
}
