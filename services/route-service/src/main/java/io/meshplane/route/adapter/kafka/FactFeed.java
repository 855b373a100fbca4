package io.meshplane.route.adapter.kafka;

import com.google.protobuf.Message;
import io.meshplane.contracts.event.CostOverrideChanged;
import io.meshplane.contracts.event.CursorAdvanced;
import io.meshplane.contracts.event.HealthJudged;
import io.meshplane.contracts.event.HealthState;
import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.NodeRole;
import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.event.RoutePolicySet;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.money.Asset;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.StateTopics;
import io.meshplane.route.OperatorEvents;
import io.meshplane.route.RouteEvents;
import io.meshplane.route.RouteFlow;
import io.meshplane.route.domain.LinkAddress;
import io.meshplane.route.domain.LinkKey;
import io.meshplane.route.domain.Membership;
import io.meshplane.route.domain.Membership.Role;
import io.meshplane.route.domain.Network.Change;
import io.meshplane.route.domain.Observation;
import io.meshplane.route.domain.OverrideHistory;
import io.meshplane.route.domain.Port;
import io.meshplane.route.domain.PriceTag;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads facts off the state topics, puts them into the domain's words and hands them to the flow; what is no fact is left out. When a
 * record was written is when the fact is known from: so what was heard of a node before a restart still counts after it.
 */
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
        follow(Topics.NODES, this::node);
        follow(Topics.LINKS, this::link);
        follow(Topics.CURSORS, this::heard);
        follow(Topics.PRICES, this::price);
        follow(Topics.HEALTH, this::health);
        follow(Topics.ROUTE_POLICIES, this::policy);
        follow(Topics.COST_OVERRIDES, this::override);
        follow(Topics.ROUTES, this::route);
    }

    /** Makes a fact of a record; throws IllegalArgumentException if it is none. */
    @FunctionalInterface
    private interface Reading<T> {
        Change take(String key, @Nullable T value, Instant at);
    }

    private <T extends Message> void follow(Topic<T> topic, Reading<T> reading) {
        stateTopics.tell(topic, (key, value, writtenAt) -> {
            String outcome;
            try {
                outcome = reading.take(key, value, writtenAt).name().toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException e) {
                LOG.warnf("no fact topic=%s key=%s reason=%s", topic.name(), key, e.getMessage());
                outcome = "refused";
            }
            meters.counter("route.facts", "outcome", outcome, "topic", topic.name())
                    .increment();
        });
    }

    private Change node(String key, @Nullable NodeRegistered node, Instant at) {
        NodeId id = new NodeId(key);
        if (node == null) {
            flow.forget(id);
            return Change.CHANGED;
        }
        NetworkId network = new NetworkId(node.getNetworkId());
        Membership membership = new Membership(role(node.getRole()), node.getName());
        return flow.apply(network, facts -> node.getRevoked() ? facts.leave(id, at) : facts.join(id, membership, at));
    }

    private static Role role(NodeRole role) {
        return switch (role) {
            case NODE_ROLE_GATEWAY -> Role.GATEWAY;
            case NODE_ROLE_RELAY -> Role.RELAY;
            case NODE_ROLE_CLIENT, NODE_ROLE_UNSPECIFIED, UNRECOGNIZED -> Role.CLIENT;
        };
    }

    private Change link(String key, @Nullable LinkObserved link, Instant at) {
        if (link == null) {
            NetworkId network = networkOfLink.remove(key);
            LinkKey gone = LinkKey.parse(key);
            return network == null ? Change.UNCHANGED : flow.apply(network, facts -> facts.forget(gone, at));
        }
        Observation seen = new Observation(
                new LinkKey(
                        new Port(new NodeId(link.getNodeId()), link.getInterface()),
                        LinkAddress.parse(link.getPeerAddress())),
                LinkAddress.parse(link.getLocalAddress()),
                link.hasPeerId() ? new NodeId(link.getPeerId()) : null,
                link.getCost(),
                link.hasRttMicros() ? Integer.toUnsignedLong(link.getRttMicros()) : null,
                link.hasLossPpm() ? link.getLossPpm() : null,
                link.getBootId(),
                link.getSequence());
        NetworkId network = new NetworkId(link.getNetworkId());
        networkOfLink.put(key, network);
        return flow.apply(network, facts -> facts.observe(seen, at));
    }

    /** An upload of a node was taken: it lives. */
    private Change heard(String key, @Nullable CursorAdvanced cursor, Instant at) {
        NodeId node = new NodeId(key);
        if (cursor == null) return Change.UNCHANGED;
        return flow.apply(new NetworkId(cursor.getNetworkId()), facts -> facts.heard(node, at));
    }

    private Change price(String key, @Nullable PriceSet price, Instant at) {
        int slash = key.indexOf('/');
        if (slash < 0) throw new IllegalArgumentException("the key names no network");
        NetworkId network = new NetworkId(key.substring(0, slash));
        Port port = Port.parse(key.substring(slash + 1));
        PriceTag tag =
                price == null ? null : new PriceTag(Price.parse(price.getPrice()), Asset.parse(price.getAsset()));
        return flow.apply(network, facts -> facts.price(port, tag, at));
    }

    private Change health(String key, @Nullable HealthJudged judged, Instant at) {
        String[] parts = key.split("/", -1);
        if (parts.length != 3) throw new IllegalArgumentException("network/pool/member is expected");
        boolean down = judged != null && judged.getState() == HealthState.HEALTH_STATE_DOWN;
        return flow.apply(new NetworkId(parts[0]), facts -> facts.judged(parts[1], parts[2], down));
    }

    private Change policy(String key, @Nullable RoutePolicySet set, Instant at) {
        var policy = set == null ? null : OperatorEvents.policy(set);
        return flow.apply(new NetworkId(key), facts -> facts.policy(policy));
    }

    private Change override(String key, @Nullable CostOverrideChanged changed, Instant at) {
        int slash = key.indexOf('/');
        if (slash < 0) throw new IllegalArgumentException("the key names no network");
        LinkKey link = LinkKey.parse(key.substring(slash + 1));
        OverrideHistory history = changed == null ? OverrideHistory.none(link) : OperatorEvents.history(link, changed);
        return flow.apply(new NetworkId(key.substring(0, slash)), facts -> facts.override(history, at));
    }

    private Change route(String key, @Nullable RouteChosen route, Instant at) {
        if (route != null && route.getDestination().equals(RouteEvents.INTERNET)) {
            flow.confirm(new NetworkId(route.getNetworkId()), route);
        }
        return Change.UNCHANGED;
    }
}
