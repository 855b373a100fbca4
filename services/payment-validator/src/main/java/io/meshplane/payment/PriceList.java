package io.meshplane.payment;

import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.payment.adapter.db.Books;
import io.meshplane.payment.adapter.db.TariffTable.Version;
import io.meshplane.payment.domain.usage.Lot;
import io.meshplane.payment.domain.usage.Tariff;
import io.meshplane.platform.event.StateTopic;
import io.meshplane.platform.event.StateTopics;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What traffic costs now, and which version of the price that is. */
@ApplicationScoped
public class PriceList {
    private final StateTopics stateTopics;
    private final StateTopic<PriceSet> prices;
    private final Tariff defaultTariff;

    PriceList(StateTopics stateTopics, Tariff defaultTariff) {
        this.stateTopics = stateTopics;
        this.prices = stateTopics.follow(Topics.PRICES, (key, price) -> {});
        this.defaultTariff = defaultTariff;
    }

    void startWithTheProcess(@Observes StartupEvent event) {
        // the bean exists now, and with it the follower of the prices
    }

    /** Whether all that was set so far is known. */
    boolean isComplete() {
        return stateTopics.behind().isEmpty();
    }

    /** What a seller's traffic over an interface costs now; a price of its class goes before that of all traffic. */
    Tariff tariff(NetworkId network, NodeId seller, String interfaceName, String destinationClass) {
        return set(network, seller, interfaceName, destinationClass)
                .map(set -> new Tariff(Price.parse(set.getPrice()), Asset.parse(set.getAsset()), defaultTariff.cap()))
                .orElse(defaultTariff);
    }

    private Optional<PriceSet> set(NetworkId network, NodeId seller, String interfaceName, String ofClass) {
        String key = network + "/" + seller + "/" + interfaceName;
        @Nullable PriceSet own = ofClass.isEmpty() ? null : prices.get(key + "/" + ofClass);
        return Optional.ofNullable(own == null ? prices.get(key) : own);
    }

    /** The version of the price now; a new one is written down if the price or the network's rule changed. */
    Uni<Long> version(Books.Transaction tx, NetworkId network, NodeId seller, String interfaceName, String ofClass) {
        Tariff now = tariff(network, seller, interfaceName, ofClass);
        long announced = set(network, seller, interfaceName, ofClass)
                .map(PriceSet::getVersion)
                .orElse(0L);
        return tx.tariffs().latest(network, seller, interfaceName, ofClass).flatMap(latest -> {
            if (latest.map(Version::tariff).filter(now::equals).isPresent()) {
                return Uni.createFrom().item(latest.orElseThrow().version());
            }
            long next = Math.max(announced, latest.map(Version::version).orElse(0L) + 1);
            return tx.tariffs()
                    .add(network, seller, new Lot(interfaceName, ofClass, next), now)
                    .flatMap(added ->
                            added ? Uni.createFrom().item(next) : version(tx, network, seller, interfaceName, ofClass));
        });
    }
}
