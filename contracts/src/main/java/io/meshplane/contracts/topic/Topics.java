package io.meshplane.contracts.topic;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.meshplane.contracts.event.AlertChanged;
import io.meshplane.contracts.event.AlertSettingChanged;
import io.meshplane.contracts.event.AlertSignalled;
import io.meshplane.contracts.event.AuditJudged;
import io.meshplane.contracts.event.ChainIncidentOccurred;
import io.meshplane.contracts.event.ClaimMade;
import io.meshplane.contracts.event.CostOverrideChanged;
import io.meshplane.contracts.event.CursorAdvanced;
import io.meshplane.contracts.event.DebtCrossed;
import io.meshplane.contracts.event.DivergenceSeen;
import io.meshplane.contracts.event.HealthJudged;
import io.meshplane.contracts.event.HeartbeatReceived;
import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.LogsReported;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.PoolConfigured;
import io.meshplane.contracts.event.PriceSet;
import io.meshplane.contracts.event.ProbeObserved;
import io.meshplane.contracts.event.RecordSwitched;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.event.RoutePolicySet;
import io.meshplane.contracts.event.TransferPosted;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.event.VerdictReached;
import io.meshplane.contracts.topic.Topic.Kept;
import java.time.Duration;
import java.util.List;

/**
 * Every topic of the house. The broker of `up`, the AsyncAPI document and the KafkaTopic objects of Kubernetes are made from
 * this list or checked against it.
 */
public final class Topics {
    private static final Kept COMPACTED = new Kept.Compacted();
    private static final Kept DAY = new Kept.For(Duration.ofDays(1));
    private static final Kept MONTH = new Kept.For(Duration.ofDays(30));

    public static final Topic<NodeRegistered> NODES =
            topic("nodes.v1", NodeRegistered.parser(), NodeRegistered.getDescriptor(), "node id", 3, COMPACTED);
    public static final Topic<UploadAccepted> UPLOADS =
            topic("uploads.v1", UploadAccepted.parser(), UploadAccepted.getDescriptor(), "node id", 12, DAY);
    public static final Topic<LogsReported> LOGS =
            topic("logs.v1", LogsReported.parser(), LogsReported.getDescriptor(), "node id", 6, DAY);
    public static final Topic<HeartbeatReceived> HEARTBEATS =
            topic("heartbeats.v1", HeartbeatReceived.parser(), HeartbeatReceived.getDescriptor(), "node id", 6, DAY);
    public static final Topic<CursorAdvanced> CURSORS =
            topic("cursors.v1", CursorAdvanced.parser(), CursorAdvanced.getDescriptor(), "node id", 12, COMPACTED);
    public static final Topic<LinkObserved> LINKS = topic(
            "links.v1",
            LinkObserved.parser(),
            LinkObserved.getDescriptor(),
            "node id / interface / peer address",
            6,
            COMPACTED);
    public static final Topic<UsageReported> USAGE = topic(
            "usage.v1", UsageReported.parser(), UsageReported.getDescriptor(), "node id / interface / peer", 12, MONTH);
    public static final Topic<PriceSet> PRICES = topic(
            "prices.v1", PriceSet.parser(), PriceSet.getDescriptor(), "network / node id / interface", 3, COMPACTED);
    public static final Topic<RouteChosen> ROUTES = topic(
            "routes.v1",
            RouteChosen.parser(),
            RouteChosen.getDescriptor(),
            "network / node id / destination",
            6,
            COMPACTED);
    public static final Topic<RoutePolicySet> ROUTE_POLICIES = topic(
            "route-policies.v1", RoutePolicySet.parser(), RoutePolicySet.getDescriptor(), "network", 3, COMPACTED);
    public static final Topic<CostOverrideChanged> COST_OVERRIDES = topic(
            "cost-overrides.v1",
            CostOverrideChanged.parser(),
            CostOverrideChanged.getDescriptor(),
            "network / node id / interface / peer address",
            3,
            COMPACTED);
    public static final Topic<ClaimMade> CLAIMS =
            topic("claims.v1", ClaimMade.parser(), ClaimMade.getDescriptor(), "chain id : transaction hash", 6, MONTH);
    public static final Topic<VerdictReached> VERDICTS = topic(
            "verdicts.v1",
            VerdictReached.parser(),
            VerdictReached.getDescriptor(),
            "chain id : transaction hash",
            6,
            MONTH);
    public static final Topic<TransferPosted> LEDGER = topic(
            "ledger.v1", TransferPosted.parser(), TransferPosted.getDescriptor(), "network / debit account", 6, MONTH);
    public static final Topic<ChainIncidentOccurred> CHAIN_INCIDENTS = topic(
            "chain-incidents.v1",
            ChainIncidentOccurred.parser(),
            ChainIncidentOccurred.getDescriptor(),
            "chain id",
            3,
            MONTH);
    public static final Topic<DivergenceSeen> DIVERGENCES = topic(
            "divergences.v1",
            DivergenceSeen.parser(),
            DivergenceSeen.getDescriptor(),
            "network / seller / buyer",
            3,
            MONTH);
    public static final Topic<DebtCrossed> DEBTS =
            topic("debts.v1", DebtCrossed.parser(), DebtCrossed.getDescriptor(), "network / node id", 3, COMPACTED);
    public static final Topic<AuditJudged> AUDITS =
            topic("audits.v1", AuditJudged.parser(), AuditJudged.getDescriptor(), "network", 3, COMPACTED);
    public static final Topic<PoolConfigured> POOLS =
            topic("pools.v1", PoolConfigured.parser(), PoolConfigured.getDescriptor(), "network / pool", 3, COMPACTED);
    public static final Topic<ProbeObserved> OBSERVATIONS =
            topic("observations.v1", ProbeObserved.parser(), ProbeObserved.getDescriptor(), "network / pool", 6, DAY);
    public static final Topic<HealthJudged> HEALTH = topic(
            "health.v1", HealthJudged.parser(), HealthJudged.getDescriptor(), "network / pool / member", 3, COMPACTED);
    public static final Topic<RecordSwitched> DNS_SWITCHES = topic(
            "dns-switches.v1", RecordSwitched.parser(), RecordSwitched.getDescriptor(), "network / pool", 3, MONTH);
    public static final Topic<HealthJudged> HEALTH_HISTORY = topic(
            "health-history.v1",
            HealthJudged.parser(),
            HealthJudged.getDescriptor(),
            "network / pool / member",
            3,
            MONTH);
    /** One partition: who has it pages, and nobody else. */
    public static final Topic<AlertSignalled> ALERT_SIGNALS = topic(
            "alert-signals.v1",
            AlertSignalled.parser(),
            AlertSignalled.getDescriptor(),
            "network / fingerprint",
            1,
            MONTH);

    public static final Topic<AlertChanged> ALERTS = topic(
            "alerts.v1", AlertChanged.parser(), AlertChanged.getDescriptor(), "network / fingerprint", 3, COMPACTED);
    public static final Topic<AlertSettingChanged> ALERT_SETTINGS = topic(
            "alert-settings.v1",
            AlertSettingChanged.parser(),
            AlertSettingChanged.getDescriptor(),
            "network / kind / name",
            3,
            COMPACTED);

    public static final List<Topic<?>> ALL = List.of(
            NODES,
            UPLOADS,
            LOGS,
            HEARTBEATS,
            CURSORS,
            LINKS,
            USAGE,
            PRICES,
            ROUTES,
            ROUTE_POLICIES,
            COST_OVERRIDES,
            CLAIMS,
            VERDICTS,
            LEDGER,
            CHAIN_INCIDENTS,
            DIVERGENCES,
            DEBTS,
            AUDITS,
            POOLS,
            OBSERVATIONS,
            HEALTH,
            DNS_SWITCHES,
            HEALTH_HISTORY,
            ALERT_SIGNALS,
            ALERTS,
            ALERT_SETTINGS);

    /** Names of the consumer groups that have a dead-letter topic; a group is named after its service. */
    public static final List<String> CONSUMER_GROUPS =
            List.of("telemetry-ingest", "payment-validator", "route-service", "sentinel");

    /** Where a group puts a record that it can never read, with the reason in its headers; kept 30 days. */
    public static String deadLettersOf(String consumerGroup) {
        return consumerGroup + ".dead";
    }

    private static <T extends Message> Topic<T> topic(
            String name, Parser<T> parser, Descriptor descriptor, String keyOf, int partitions, Kept kept) {
        return new Topic<>(name, parser, descriptor.getFullName(), keyOf, partitions, kept);
    }

    private Topics() {}
}
