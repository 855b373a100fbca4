package io.meshplane.ingest;

import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.CursorAdvanced;
import io.meshplane.contracts.event.HeartbeatReceived;
import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.LogsReported;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadLink;
import io.meshplane.contracts.event.UploadUsage;
import io.meshplane.contracts.event.UsageReported;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.ingest.adapter.kafka.CursorEvents;
import io.meshplane.ingest.domain.Cursor;
import io.meshplane.platform.event.Event;
import org.jspecify.annotations.Nullable;

/** An upload as events. Ids come from node, boot, sequence and index alone, so a repeat makes the same events. */
final class UploadEvents {
    private final StoredUpload stored;
    private final UploadAccepted upload;

    UploadEvents(StoredUpload stored) {
        this.stored = stored;
        this.upload = stored.upload();
    }

    private EventId id(String fact, int index) {
        if (upload.getSequence() == 0) return EventId.derivedFrom(fact, stored.eventId());
        return EventId.derivedFrom(
                fact,
                upload.getNodeId(),
                Long.toUnsignedString(upload.getBootId()),
                Long.toString(upload.getSequence()),
                Integer.toString(index));
    }

    Event<HeartbeatReceived> heartbeat() {
        HeartbeatReceived.Builder value = HeartbeatReceived.newBuilder()
                .setNodeId(upload.getNodeId())
                .setNetworkId(upload.getNetworkId())
                .setBootId(upload.getBootId())
                .setSequence(upload.getSequence())
                .setSentAtMs(upload.getSentAtMs())
                .setReceivedAtMs(upload.getReceivedAtMs())
                .setUptimeSeconds(upload.getUptimeSeconds())
                .setAgentVersion(upload.getAgentVersion());
        if (upload.hasBabelRoutes()) value.setBabelRoutes(upload.getBabelRoutes());
        return new Event<>(Topics.HEARTBEATS, upload.getNodeId(), id("heartbeat", 0), value.build());
    }

    /** Its log lines; null if it has none. */
    @Nullable Event<LogsReported> logs() {
        if (upload.getLogLinesCount() == 0) return null;
        LogsReported value = LogsReported.newBuilder()
                .setNodeId(upload.getNodeId())
                .setNetworkId(upload.getNetworkId())
                .setBootId(upload.getBootId())
                .setSequence(upload.getSequence())
                .setReceivedAtMs(upload.getReceivedAtMs())
                .addAllLines(upload.getLogLinesList())
                .build();
        return new Event<>(Topics.LOGS, upload.getNodeId(), id("logs", 0), value);
    }

    String key(UploadLink link) {
        return upload.getNodeId() + "/" + link.getInterface() + "/" + link.getPeerAddress();
    }

    Event<LinkObserved> link(int index) {
        UploadLink link = upload.getLinks(index);
        LinkObserved.Builder value = LinkObserved.newBuilder()
                .setNetworkId(upload.getNetworkId())
                .setNodeId(upload.getNodeId())
                .setInterface(link.getInterface())
                .setLocalAddress(link.getLocalAddress())
                .setPeerAddress(link.getPeerAddress())
                .setCost(link.getCost())
                .setBootId(upload.getBootId())
                .setSequence(upload.getSequence());
        if (link.hasPeerId()) value.setPeerId(link.getPeerId());
        if (link.hasRttMicros()) value.setRttMicros(link.getRttMicros());
        return new Event<>(Topics.LINKS, key(link), id("link", index), value.build());
    }

    String key(UploadUsage usage) {
        return upload.getNodeId() + "/" + usage.getInterface() + "/" + usage.getPeerId();
    }

    Event<UsageReported> usage(int index) {
        UploadUsage usage = upload.getUsage(index);
        UsageReported.Builder value = UsageReported.newBuilder()
                .setNetworkId(upload.getNetworkId())
                .setNodeId(upload.getNodeId())
                .setInterface(usage.getInterface())
                .setCounterEpoch(usage.getCounterEpoch())
                .setSentBytes(usage.getSentBytes())
                .setReceivedBytes(usage.getReceivedBytes())
                .setBootId(upload.getBootId())
                .setSequence(upload.getSequence());
        if (usage.hasPeerId()) value.setPeerId(usage.getPeerId());
        return new Event<>(Topics.USAGE, key(usage), id("usage", index), value.build());
    }

    Event<CursorAdvanced> cursor(Cursor cursor) {
        CursorAdvanced value = CursorEvents.write(
                upload.getNodeId(), upload.getNetworkId(), cursor, stored.partition(), stored.offset());
        return new Event<>(Topics.CURSORS, upload.getNodeId(), id("cursor", 0), value);
    }
}
