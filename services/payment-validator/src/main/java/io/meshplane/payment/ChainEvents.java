package io.meshplane.payment;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.ChainIncidentKind;
import io.meshplane.contracts.event.ChainIncidentOccurred;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.payment.domain.chain.FullNode;
import io.meshplane.payment.domain.chain.Incident;
import io.meshplane.platform.event.Event;

/** What happened to the chain and its full nodes, as events of the contract. */
final class ChainEvents {
    static Event<ChainIncidentOccurred> occurred(long chainId, Incident incident) {
        String node = incident.node().map(FullNode::name).orElse("");
        ChainIncidentOccurred value = ChainIncidentOccurred.newBuilder()
                .setChainId(chainId)
                .setOccurredAtMs(incident.at().toEpochMilli())
                .setKind(kind(incident.kind()))
                .setFullNode(node)
                .setWhat(incident.what())
                .build();
        EventId id = EventId.derivedFrom(
                "chain-incident",
                Long.toString(chainId),
                incident.at().toString(),
                incident.kind().name(),
                node);
        return new Event<>(Topics.CHAIN_INCIDENTS, Long.toString(chainId), id, value);
    }

    private static ChainIncidentKind kind(Incident.Kind kind) {
        return switch (kind) {
            case LIE -> ChainIncidentKind.CHAIN_INCIDENT_KIND_LIE;
            case REHABILITATED -> ChainIncidentKind.CHAIN_INCIDENT_KIND_REHABILITATED;
            case RELEASED -> ChainIncidentKind.CHAIN_INCIDENT_KIND_RELEASED;
            case FORK -> ChainIncidentKind.CHAIN_INCIDENT_KIND_FORK;
            case FORK_ENDED -> ChainIncidentKind.CHAIN_INCIDENT_KIND_FORK_ENDED;
            case ALARM -> ChainIncidentKind.CHAIN_INCIDENT_KIND_ALARM;
            case ALL_CLEAR -> ChainIncidentKind.CHAIN_INCIDENT_KIND_ALL_CLEAR;
        };
    }

    private ChainEvents() {}
}
