package io.meshplane.agent;

import io.meshplane.agent.adapter.disk.Attachment;
import io.meshplane.agent.adapter.disk.BatchContents;
import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.shipping.Lane;
import io.meshplane.agent.domain.shipping.NumberedBatch;
import io.meshplane.telemetry.stream.Notice;
import io.meshplane.telemetry.stream.Report;
import io.meshplane.telemetry.stream.ReportWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Encodes batches in format 2, with the codec state of each lane. Used on one thread at a time. */
final class BatchSealer {
    /** What a lane has in flight. */
    private record Flight(NumberedBatch batch, boolean selfContained, byte[] bytes) {}

    private final BatchShipper.Node node;
    private final Map<Lane, ReportWriter> writers = new EnumMap<>(Lane.class);
    private final Map<Lane, Flight> flights = new EnumMap<>(Lane.class);

    BatchSealer(BatchShipper.Node node) {
        this.node = node;
    }

    /**
     * The bytes of a batch; the same ones again for a repetition.
     *
     * @throws IllegalArgumentException if it cannot be encoded: it never will
     */
    byte[] seal(NumberedBatch batch, BatchContents contents, Attachment attachment, boolean selfContained) {
        Flight flight = flights.get(batch.lane());
        boolean again = flight != null && flight.batch().equals(batch) && flight.selfContained() == selfContained;
        if (flight != null && again) return flight.bytes();
        ReportWriter writer = writers.computeIfAbsent(batch.lane(), lane -> new ReportWriter(stream(lane)));
        if (selfContained) writer.reset();
        byte[] bytes = writer.write(report(batch, contents, attachment));
        flights.put(batch.lane(), new Flight(batch, selfContained, bytes));
        return bytes;
    }

    /** The receiver has the batch in flight, or never will; then the next one must stand alone. */
    void settled(Lane lane, boolean taken) {
        flights.remove(lane);
        ReportWriter writer = writers.get(lane);
        if (!taken && writer != null) writer.reset();
    }

    private Report report(NumberedBatch batch, BatchContents contents, Attachment attachment) {
        List<Note> notes = new ArrayList<>(contents.notes());
        notes.addAll(attachment.notes());
        return new Report(
                node.id().value(),
                batch.bootId(),
                batch.sequence(),
                attachment.closedAtMs(),
                node.agentVersion(),
                attachment.uptimeSeconds(),
                attachment.babelRoutes(),
                contents.metrics(),
                attachment.links(),
                attachment.usage(),
                notes.stream().map(BatchSealer::notice).toList(),
                contents.lines());
    }

    private static Notice notice(Note note) {
        return new Notice(note.atMs(), note.lastedMs(), note.kind(), note.text());
    }

    private static io.meshplane.telemetry.stream.Lane stream(Lane lane) {
        return switch (lane) {
            case LIVE -> io.meshplane.telemetry.stream.Lane.LIVE;
            case BACKLOG -> io.meshplane.telemetry.stream.Lane.BACKLOG;
        };
    }
}
