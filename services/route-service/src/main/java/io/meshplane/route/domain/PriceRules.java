package io.meshplane.route.domain;

import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.route.domain.graph.PriceUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who may ask what. Prices along a route are summed, so a network has one asset. */
public final class PriceRules {

    /** What becomes of a price. */
    public sealed interface Decision {
        /** It is new. */
        record Set() implements Decision {}

        /** It is set already. */
        record Unchanged() implements Decision {}

        /** Other prices of the network are in another asset. */
        record OtherAsset(Asset networkAsset) implements Decision {}

        /** Together with the other prices it has no unit in which all can be counted exactly ({@link PriceUnit}). */
        record NoCommonUnit() implements Decision {}

        /** The node is no member of the network. */
        record NoSuchNode() implements Decision {}
    }

    /** Decides over a price that an operator wants. */
    public static Decision set(Network network, Port port, PriceTag wanted) {
        if (network.membership(port.node()).isEmpty()) return new Decision.NoSuchNode();
        for (Map.Entry<Port, PriceTag> other : network.prices().entrySet()) {
            if (!other.getKey().equals(port) && !other.getValue().asset().equals(wanted.asset())) {
                return new Decision.OtherAsset(other.getValue().asset());
            }
        }
        if (!hasCommonUnit(network, port, wanted)) return new Decision.NoCommonUnit();
        return wanted.equals(network.prices().get(port)) ? new Decision.Unchanged() : new Decision.Set();
    }

    private static boolean hasCommonUnit(Network network, Port port, PriceTag wanted) {
        List<Price> together = new ArrayList<>(List.of(wanted.price()));
        network.prices().forEach((other, tag) -> {
            if (!other.equals(port)) together.add(tag.price());
        });
        return PriceUnit.of(together).isPresent();
    }

    private PriceRules() {}
}
