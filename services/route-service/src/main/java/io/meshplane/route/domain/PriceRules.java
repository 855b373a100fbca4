package io.meshplane.route.domain;

import io.meshplane.contracts.money.Asset;
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

        /** The node is no member of the network. */
        record NoSuchNode() implements Decision {}
    }

    /** Decides over a price that an operator wants. */
    public static Decision set(Network network, Port port, PriceTag wanted) {
        if (!network.members().containsKey(port.node())) return new Decision.NoSuchNode();
        for (Map.Entry<Port, PriceTag> other : network.prices().entrySet()) {
            if (!other.getKey().equals(port) && !other.getValue().asset().equals(wanted.asset())) {
                return new Decision.OtherAsset(other.getValue().asset());
            }
        }
        return wanted.equals(network.prices().get(port)) ? new Decision.Unchanged() : new Decision.Set();
    }

    private PriceRules() {}
}
