package io.meshplane.route;

import com.google.protobuf.Message;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.CostOverrideChanged;
import io.meshplane.contracts.event.CostOverrideEntry;
import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.event.RoutePolicyKind;
import io.meshplane.contracts.event.RoutePolicySet;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.contracts.money.Price;
import io.meshplane.contracts.topic.Topic;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.platform.event.Event;
import io.meshplane.route.domain.CostOverride;
import io.meshplane.route.domain.LinkKey;
import io.meshplane.route.domain.OverrideHistory;
import io.meshplane.route.domain.OverrideHistory.Ended;
import io.meshplane.route.domain.Port;
import io.meshplane.route.domain.PriceTag;
import io.meshplane.route.domain.RoutePolicy;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators say, from and to events of the contract. Their ids come from their whole content. */
public final class OperatorEvents {

    static Event<PriceSet> priceSet(NetworkId network, Port port, PriceTag tag, String subject, Instant now) {
        PriceSet value = PriceSet.newBuilder()
                .setNetworkId(network.value())
                .setNodeId(port.node().value())
                .setInterface(port.interfaceName())
                .setPrice(tag.price().toString())
                .setAsset(tag.asset().toString())
                .setSetBy(subject)
                .setSetAtMs(now.toEpochMilli())
                .build();
        return event(Topics.PRICES, network + "/" + port, value);
    }

    static Event<RoutePolicySet> policySet(NetworkId network, RoutePolicy policy, String subject, Instant now) {
        RoutePolicySet value = RoutePolicySet.newBuilder()
                .setNetworkId(network.value())
                .setKind(RoutePolicyKind.valueOf("ROUTE_POLICY_KIND_" + policy.kind()))
                .setFactorThousandths(policy.factorThousandths())
                .setPriceFloor(policy.floor() == null ? "" : policy.floor().toString())
                .setSetBy(subject)
                .setSetAtMs(now.toEpochMilli())
                .build();
        return event(Topics.ROUTE_POLICIES, network.value(), value);
    }

    /**
     * A policy of an event.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static RoutePolicy policy(RoutePolicySet set) {
        RoutePolicy.Kind kind = switch (set.getKind()) {
            case ROUTE_POLICY_KIND_NEAREST -> RoutePolicy.Kind.NEAREST;
            case ROUTE_POLICY_KIND_CHEAPEST -> RoutePolicy.Kind.CHEAPEST;
            case ROUTE_POLICY_KIND_FASTEST -> RoutePolicy.Kind.FASTEST;
            case ROUTE_POLICY_KIND_BALANCED -> RoutePolicy.Kind.BALANCED;
            case ROUTE_POLICY_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("no policy: " + set.getKind());
        };
        Price floor = set.getPriceFloor().isEmpty() ? null : Price.parse(set.getPriceFloor());
        return new RoutePolicy(kind, set.getFactorThousandths(), floor);
    }

    static Event<CostOverrideChanged> overridden(NetworkId network, OverrideHistory history) {
        LinkKey link = history.link();
        CostOverrideChanged.Builder value = CostOverrideChanged.newBuilder()
                .setNetworkId(network.value())
                .setNodeId(link.port().node().value())
                .setInterface(link.port().interfaceName())
                .setPeerAddress(link.peer().toString());
        if (history.present() != null) value.setPresent(entry(history.present(), null));
        for (Ended ended : history.past()) value.addPast(entry(ended.override(), ended));
        return event(Topics.COST_OVERRIDES, network + "/" + link, value.build());
    }

    private static CostOverrideEntry entry(CostOverride override, @Nullable Ended ended) {
        CostOverrideEntry.Builder value = CostOverrideEntry.newBuilder()
                .setCost(override.cost())
                .setReason(override.reason())
                .setSetBy(override.setBy())
                .setSetAtMs(override.setAt().toEpochMilli())
                .setExpiresAtMs(override.expiresAt().toEpochMilli());
        if (ended == null) return value.build();
        if (ended.endedBy() != null) value.setEndedBy(ended.endedBy());
        return value.setEndedAtMs(ended.endedAt().toEpochMilli()).build();
    }

    /**
     * The overrides of an event.
     *
     * @throws IllegalArgumentException if something of it is out of range
     */
    public static OverrideHistory history(LinkKey link, CostOverrideChanged changed) {
        List<Ended> past = changed.getPastList().stream()
                .limit(OverrideHistory.KEPT)
                .map(entry -> new Ended(
                        override(entry),
                        entry.getEndedBy().isEmpty() ? null : entry.getEndedBy(),
                        Instant.ofEpochMilli(entry.getEndedAtMs())))
                .toList();
        return new OverrideHistory(link, changed.hasPresent() ? override(changed.getPresent()) : null, past);
    }

    private static CostOverride override(CostOverrideEntry entry) {
        return new CostOverride(
                entry.getCost(),
                entry.getReason(),
                entry.getSetBy(),
                Instant.ofEpochMilli(entry.getSetAtMs()),
                Instant.ofEpochMilli(entry.getExpiresAtMs()));
    }

    private static <T extends Message> Event<T> event(Topic<T> topic, String key, T value) {
        EventId id = EventId.derivedFrom(topic.name(), Base64.getEncoder().encodeToString(value.toByteArray()));
        return new Event<>(topic, key, id, value);
    }

    private OperatorEvents() {}
}
