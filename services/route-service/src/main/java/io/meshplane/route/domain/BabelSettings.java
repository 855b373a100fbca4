package io.meshplane.route.domain;

import io.meshplane.contracts.id.NodeId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node's babeld should go by (docs/babel-settings.md).
 *
 * @param costs of receiving, by interface
 * @param prices by interface
 */
public record BabelSettings(NavigableMap<String, Cost> costs, NavigableMap<String, PriceTag> prices) {
    /** babeld takes no higher one; over such a link nothing is sent that has another way. */
    private static final int RXCOST_MAX = Observation.DOWN - 1;

    /** @param until it counts until before this moment */
    public record Cost(int rxcost, Instant until) {
        static Cost of(CostOverride override) {
            return new Cost(Math.min(override.cost(), RXCOST_MAX), override.expiresAt());
        }

        private Cost orHigher(Cost other) {
            return other.rxcost > rxcost ? other : this;
        }
    }

    public BabelSettings {
        costs = Collections.unmodifiableNavigableMap(new TreeMap<>(costs));
        prices = Collections.unmodifiableNavigableMap(new TreeMap<>(prices));
    }

    /**
     * An override is of the sending end, and in Babel the receiving end says what a link costs: so it is for the interface at the other
     * end. Where several lead to one interface the highest holds, for whoever sends there is told the same.
     */
    public static BabelSettings of(Network network, NodeId node, Instant now) {
        NavigableMap<String, PriceTag> prices = new TreeMap<>();
        network.prices().forEach((port, tag) -> {
            if (port.node().equals(node) && isWord(port.interfaceName())) prices.put(port.interfaceName(), tag);
        });
        NavigableMap<String, Cost> costs = new TreeMap<>();
        for (Map.Entry<LinkKey, OverrideHistory> entry : network.overrides().entrySet()) {
            CostOverride override = entry.getValue().present();
            if (override == null || !override.isActive(now)) continue;
            String receiving = receivingInterface(network, entry.getKey(), node, now);
            if (receiving != null) costs.merge(receiving, Cost.of(override), Cost::orHigher);
        }
        return new BabelSettings(costs, prices);
    }

    /** Whether babeld can be told the name: a comment or a quotation would begin. */
    private static boolean isWord(String interfaceName) {
        return interfaceName.indexOf('#') < 0 && interfaceName.indexOf('"') < 0;
    }

    /** The node's interface to which a link leads; null if it leads elsewhere, or the node has not reported that interface. */
    private static @Nullable String receivingInterface(Network network, LinkKey sending, NodeId node, Instant now) {
        Link link = network.link(sending, now).orElse(null);
        if (link == null || !node.equals(link.peer())) return null;
        List<Link> own = network.linksOf(node, now);
        return own.stream()
                .map(Link::seen)
                .filter(seen -> seen.local().equals(sending.peer())
                        && seen.peer().equals(link.seen().local()))
                .map(seen -> seen.key().port().interfaceName())
                .filter(BabelSettings::isWord)
                .findFirst()
                .orElse(null);
    }
}
