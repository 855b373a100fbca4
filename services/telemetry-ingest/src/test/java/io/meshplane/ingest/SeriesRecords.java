package io.meshplane.ingest;

import com.google.protobuf.ByteString;
import io.meshplane.contracts.envelope.EventId;
import io.meshplane.contracts.event.UploadAccepted;
import io.meshplane.contracts.event.UploadDoor;
import io.meshplane.contracts.event.UploadNote;
import io.meshplane.contracts.event.UploadSeries;
import io.meshplane.contracts.topic.Topics;
import io.meshplane.testkit.stack.KafkaProbe;
import java.time.Instant;

/** Uploads as they lie on Kafka, with times of the test's choice. */
final class SeriesRecords {
    private final UploadAccepted.Builder upload = UploadAccepted.newBuilder();
    private final String node;

    private SeriesRecords(String network, String node, Instant received) {
        this.node = node;
        upload.setNetworkId(network)
                .setNodeId(node)
                .setDoor(UploadDoor.UPLOAD_DOOR_REMOTE_WRITE)
                .setReceivedAtMs(received.toEpochMilli());
    }

    /** Of a sender that says nothing of itself. */
    static SeriesRecords of(String network, String node, Instant received) {
        return new SeriesRecords(network, node, received);
    }

    /** It is an agent's, closed at that time by the agent's clock. */
    SeriesRecords closedAt(Instant sent) {
        upload.setDoor(UploadDoor.UPLOAD_DOOR_NATIVE)
                .setBootId(7)
                .setSequence(1)
                .setSentAtMs(sent.toEpochMilli());
        return this;
    }

    /** Times that its series share. */
    SeriesRecords at(Instant... times) {
        for (Instant time : times) upload.addSampledAtMs(time.toEpochMilli());
        return this;
    }

    SeriesRecords counts(String name, long... values) {
        UploadSeries.Builder series = named(name);
        long before = 0;
        for (long value : values) {
            series.addCounts(value - before);
            before = value;
        }
        upload.addSeries(series);
        return this;
    }

    SeriesRecords numbers(String name, String label, String value, double... values) {
        UploadSeries.Builder series = named(name).addLabels(text(label)).addLabels(text(value));
        for (double each : values) series.addNumbers(each);
        upload.addSeries(series);
        return this;
    }

    private UploadSeries.Builder named(String name) {
        return UploadSeries.newBuilder().setName(text(name));
    }

    private int text(String text) {
        int known = upload.getStringsList().indexOf(text);
        if (known >= 0) return known;
        upload.addStrings(text);
        return upload.getStringsCount() - 1;
    }

    /** Adds lines of its log. */
    SeriesRecords lines(String... lines) {
        for (String line : lines) upload.addLogLines(ByteString.copyFromUtf8(line));
        return this;
    }

    /** Adds something that its agent noted, at a time of the node's clock. */
    SeriesRecords noteAt(Instant at, String kind, long lastedMs, String text) {
        upload.addNotes(UploadNote.newBuilder()
                .setAtMs(at.toEpochMilli())
                .setLastedMs(lastedMs)
                .setKind(kind)
                .setText(text));
        return this;
    }

    UploadAccepted message() {
        return upload.build();
    }

    /** Writes it; what names the same cause has the same event id. */
    void send(String cause) {
        KafkaProbe.send(Topics.UPLOADS, node, EventId.derivedFrom("test", node, cause), message());
    }
}
