package io.meshplane.route.adapter.kafka;

import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.domain.LinkAddress;
import io.meshplane.route.domain.LinkKey;
import io.meshplane.route.domain.Network.Change;
import io.meshplane.route.domain.Observation;
import io.meshplane.route.domain.Port;
import io.meshplane.route.domain.PriceTag;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads facts off the state topics, puts them into the domain's words and hands them to the flow; what is no fact is left out. */
@ApplicationScoped
public class FactFeed {
    private static final Logger LOG = Logger.getLogger(FactFeed.class);

    private final StateTopics stateTopics;
    private final RouteFlow flow;
    private final MeterRegistry meters;
    /** A removed link has no content, so its network is remembered by its key. */
    private final Map<String, NetworkId> networkOfLink = new ConcurrentHashMap<>();

    FactFeed(StateTopics stateTopics, RouteFlow flow, MeterRegistry meters) {
        this.stateTopics = stateTopics;
        this.flow = flow;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        stateTopics.follow(Topics.NODES, (key, node) -> take(Topics.NODES, key, () -> node(key, node)));
        stateTopics.follow(Topics.LINKS, (key, link) -> take(Topics.LINKS, key, () -> link(key, link)));
        stateTopics.follow(Topics.PRICES, (key, price) -> take(Topics.PRICES, key, () -> price(key, price)));
        stateTopics.follow(Topics.ROUTES, (key, route) -> take(Topics.ROUTES, key, () -> route(route)));
    }

    private void take(Topic<?> topic, String key, Supplier<Change> fact) {
        String outcome;
        try {
            outcome = fact.get().name().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            LOG.warnf("no fact topic=%s key=%s reason=%s", topic.name(), key, e.getMessage());
            outcome = "refused";
        }
        meters.counter("route.facts", "outcome", outcome, "topic", topic.name()).increment();
    }

    private Change node(String key, @Nullable NodeRegistered node) {
        NodeId id = new NodeId(key);
        if (node == null) {
            flow.forget(id);
            return Change.CHANGED;
        }
        NetworkId network = new NetworkId(node.getNetworkId());
        boolean gateway = node.getRole() == NodeRole.NODE_ROLE_GATEWAY;
        return flow.apply(network, facts -> node.getRevoked() ? facts.leave(id) : facts.join(id, gateway));
    }

    private Change link(String key, @Nullable LinkObserved link) {
        if (link == null) {
            NetworkId network = networkOfLink.remove(key);
            LinkKey gone = LinkKey.parse(key);
            return network == null ? Change.UNCHANGED : flow.apply(network, facts -> facts.forget(gone));
        }
        Observation seen = new Observation(
                new LinkKey(
                        new Port(new NodeId(link.getNodeId()), link.getInterface()),
                        LinkAddress.parse(link.getPeerAddress())),
                LinkAddress.parse(link.getLocalAddress()),
                link.hasPeerId() ? new NodeId(link.getPeerId()) : null,
                link.getCost(),
                link.hasRttMicros() ? Integer.toUnsignedLong(link.getRttMicros()) : null,
                link.getBootId(),
                link.getSequence());
        NetworkId network = new NetworkId(link.getNetworkId());
        networkOfLink.put(key, network);
        return flow.apply(network, facts -> facts.observe(seen));
    }

    private Change price(String key, @Nullable PriceSet price) {
        int slash = key.indexOf('/');
        if (slash < 0) throw new IllegalArgumentException("the key names no network");
        NetworkId network = new NetworkId(key.substring(0, slash));
        Port port = Port.parse(key.substring(slash + 1));
        PriceTag tag =
                price == null ? null : new PriceTag(Price.parse(price.getPrice()), Asset.parse(price.getAsset()));
        return flow.apply(network, facts -> facts.price(port, tag));
    }

    private Change route(@Nullable RouteChosen route) {
        if (route != null) flow.confirm(new NetworkId(route.getNetworkId()), route);
        return Change.UNCHANGED;
    }
}
