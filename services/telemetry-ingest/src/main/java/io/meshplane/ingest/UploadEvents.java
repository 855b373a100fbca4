package io.meshplane.ingest;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.CursorAdvanced;
import io.meshplane.contracts.event.HeartbeatReceived;
import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.MetricLabel;
import io.meshplane.contracts.event.MetricSeries;
import io.meshplane.contracts.event.MetricsReported;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.domain.BootCursor;
import io.meshplane.ingest.domain.Progress;
import io.meshplane.platform.event.Event;
import io.meshplane.platform.identity.EnrolledNode;
import io.meshplane.telemetry.codec.Batch;
import io.meshplane.telemetry.codec.LinkSample;
import io.meshplane.telemetry.codec.MetricBlock;
import io.meshplane.telemetry.codec.UsageCounter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An upload as events. Ids come from node, boot, sequence and index alone, so a repeat makes the same events. */
final class UploadEvents {
    private final EnrolledNode node;
    private final Batch batch;

    UploadEvents(EnrolledNode node, Batch batch) {
        this.node = node;
        this.batch = batch;
    }

    private EventId id(String fact, int index) {
        return EventId.derivedFrom(
                fact,
                nodeId(),
                Long.toUnsignedString(batch.bootId()),
                Long.toString(batch.sequence()),
                Integer.toString(index));
    }

    private String nodeId() {
        return node.id().value();
    }

    /** All series in one event. */
    Event<MetricsReported> metrics() {
        MetricsReported.Builder value = MetricsReported.newBuilder()
                .setNodeId(nodeId())
                .setNetworkId(node.network().value())
                .setBootId(batch.bootId())
                .setSequence(batch.sequence());
        for (long time : batch.metrics().sampledAtMs()) value.addSampledAtMs(time);
        for (MetricBlock.Series series : batch.metrics().series()) value.addSeries(series(series));
        return new Event<>(Topics.METRICS, nodeId(), id("metrics", 0), value.build());
    }

    private static MetricSeries series(MetricBlock.Series series) {
        MetricSeries.Builder value = MetricSeries.newBuilder().setName(series.name());
        for (MetricBlock.Label label : series.labels()) {
            value.addLabels(MetricLabel.newBuilder().setName(label.name()).setValue(label.value()));
        }
        for (double sample : series.values()) value.addValues(sample);
        return value.build();
    }

    Event<HeartbeatReceived> heartbeat(Instant receivedAt) {
        HeartbeatReceived.Builder value = HeartbeatReceived.newBuilder()
                .setNodeId(nodeId())
                .setNetworkId(node.network().value())
                .setBootId(batch.bootId())
                .setSequence(batch.sequence())
                .setSentAtMs(batch.sentAtMs())
                .setReceivedAtMs(receivedAt.toEpochMilli())
                .setUptimeSeconds(batch.uptimeSeconds())
                .setAgentVersion(batch.agentVersion());
        if (batch.babelRoutes() != null) value.setBabelRoutes(batch.babelRoutes());
        return new Event<>(Topics.HEARTBEATS, nodeId(), id("heartbeat", 0), value.build());
    }

    List<Event<LinkObserved>> links() {
        List<Event<LinkObserved>> events = new ArrayList<>(batch.links().size());
        for (LinkSample link : batch.links()) {
            LinkObserved.Builder value = LinkObserved.newBuilder()
                    .setNetworkId(node.network().value())
                    .setNodeId(nodeId())
                    .setInterface(link.interfaceName())
                    .setLocalAddress(link.localAddress())
                    .setPeerAddress(link.peerAddress())
                    .setCost(link.cost())
                    .setBootId(batch.bootId())
                    .setSequence(batch.sequence());
            if (link.peerId() != null) value.setPeerId(link.peerId());
            if (link.rttMicros() != null) value.setRttMicros(link.rttMicros());
            String key = nodeId() + "/" + link.interfaceName() + "/" + link.peerAddress();
            events.add(new Event<>(Topics.LINKS, key, id("link", events.size()), value.build()));
        }
        return events;
    }

    List<Event<UsageReported>> usage() {
        List<Event<UsageReported>> events = new ArrayList<>(batch.usage().size());
        for (UsageCounter counter : batch.usage()) {
            UsageReported.Builder value = UsageReported.newBuilder()
                    .setNetworkId(node.network().value())
                    .setNodeId(nodeId())
                    .setInterface(counter.interfaceName())
                    .setCounterEpoch(counter.counterEpoch())
                    .setSentBytes(counter.sentBytes())
                    .setReceivedBytes(counter.receivedBytes())
                    .setBootId(batch.bootId())
                    .setSequence(batch.sequence());
            String peer = counter.peerId() == null ? "" : counter.peerId();
            if (counter.peerId() != null) value.setPeerId(peer);
            String key = nodeId() + "/" + counter.interfaceName() + "/" + peer;
            events.add(new Event<>(Topics.USAGE, key, id("usage", events.size()), value.build()));
        }
        return events;
    }

    Event<CursorAdvanced> cursor(Progress progress) {
        BootCursor current = progress.cursor().current();
        CursorAdvanced value = CursorAdvanced.newBuilder()
                .setNodeId(nodeId())
                .setNetworkId(node.network().value())
                .setBootId(current.bootId())
                .setSequence(current.highest())
                .setMissing(current.missing())
                .setMetricsPartition(progress.newestPartition())
                .setMetricsOffset(progress.newestOffset())
                .build();
        return new Event<>(Topics.CURSORS, nodeId(), id("cursor", 0), value);
    }
}
