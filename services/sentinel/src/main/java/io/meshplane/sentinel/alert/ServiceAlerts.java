package io.meshplane.sentinel.alert;

import io.meshplane.contracts.event.AuditJudged;
import io.meshplane.contracts.event.ChainIncidentOccurred;
import io.meshplane.contracts.id.NetworkId;
import io.meshplane.platform.event.Event;
import io.meshplane.sentinel.domain.alert.AlertKey;
import io.meshplane.sentinel.domain.alert.Severity;
import io.meshplane.sentinel.domain.alert.Signal;
import io.meshplane.sentinel.domain.alert.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What other services found that a person must know: the books, and the chain they rest on. */
@ApplicationScoped
public class ServiceAlerts {
    private static final String SOURCE = "payments";

    private final AlertSignals signals;
    private final HouseAlerts house;

    ServiceAlerts(AlertSignals signals, HouseAlerts house) {
        this.signals = signals;
        this.house = house;
    }

    /** The ledger's audit found it unsound, or sound again. */
    public Uni<Void> audited(Event<AuditJudged> event) {
        AuditJudged audit = event.value();
        AlertKey key = new AlertKey(new NetworkId(audit.getNetworkId()), "ledger:unsound");
        String cause = event.id().value();
        if (audit.getSound()) return signals.tell(key, new Signal.Cleared("the audit finds it sound"), cause);
        String summary = "the ledger is unsound: " + audit.getDriftingBalances() + " balances drift, unbalanced assets "
                + audit.getUnbalancedAssetsList();
        Subject subject =
                Subject.of(Severity.CRITICAL, SOURCE, Subject.shortened(summary), Map.of("alertname", "LedgerUnsound"));
        return signals.tell(key, new Signal.Firing(subject), cause);
    }

    /** Something about the chain or one of its full nodes. */
    public Uni<Void> chainIncident(Event<ChainIncidentOccurred> event) {
        ChainIncidentOccurred told = event.value();
        String cause = event.id().value();
        String chain = "chain:" + Long.toUnsignedString(told.getChainId());
        String node = chain + ":node:" + told.getFullNode().replaceAll("[^A-Za-z0-9._-]", "_");
        return switch (told.getKind()) {
            case CHAIN_INCIDENT_KIND_ALARM -> fire(chain + ":halted", Severity.CRITICAL, "ChainHalted", told, cause);
            case CHAIN_INCIDENT_KIND_ALL_CLEAR -> house.clear(chain + ":halted", told.getWhat(), cause);
            case CHAIN_INCIDENT_KIND_LIE -> fire(node + ":lie", Severity.WARNING, "FullNodeLied", told, cause);
            case CHAIN_INCIDENT_KIND_REHABILITATED, CHAIN_INCIDENT_KIND_RELEASED ->
                house.clear(node + ":lie", "it is trusted again", cause);
            case CHAIN_INCIDENT_KIND_FORK -> fire(node + ":fork", Severity.WARNING, "FullNodeForked", told, cause);
            case CHAIN_INCIDENT_KIND_FORK_ENDED -> house.clear(node + ":fork", "it came back", cause);
            case CHAIN_INCIDENT_KIND_UNSPECIFIED, UNRECOGNIZED ->
                Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> fire(
            String fingerprint, Severity severity, String name, ChainIncidentOccurred told, String cause) {
        String who = told.getFullNode().isEmpty() ? "" : "full node " + told.getFullNode() + ", ";
        String summary =
                name + ": " + who + "chain " + Long.toUnsignedString(told.getChainId()) + ": " + told.getWhat();
        Map<String, String> labels = Map.of(
                "alertname", name,
                "chain", Long.toUnsignedString(told.getChainId()),
                "node", Subject.label(told.getFullNode()));
        return house.fire(fingerprint, Subject.of(severity, SOURCE, Subject.shortened(summary), labels), cause);
    }
}
