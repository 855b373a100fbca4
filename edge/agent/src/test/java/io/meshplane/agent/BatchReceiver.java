package io.meshplane.agent;

import io.meshplane.agent.domain.buffer.Note;
import io.meshplane.agent.domain.shipping.ReplyRules;
import io.meshplane.telemetry.codec.Limits;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.stream.Envelope;
import io.meshplane.telemetry.stream.Lane;
import io.meshplane.telemetry.stream.Received;
import io.meshplane.telemetry.stream.Report;
import io.meshplane.telemetry.stream.ReportReader;
import io.meshplane.telemetry.stream.Workspace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decodes the batches of one node with the state that earlier ones left, and knows those that it has seen. */
final class BatchReceiver {
    sealed interface Result {}

    record Fresh(ReceivedBatch batch) implements Result {}

    record Repeated(String name) implements Result {}

    record StateMissing() implements Result {}

    record Wrong(String why) implements Result {}

    private final Map<Lane, ReportReader> readers = new EnumMap<>(Lane.class);
    private final Map<Lane, Long> boots = new EnumMap<>(Lane.class);
    private final Set<String> seen = new HashSet<>();
    private final Workspace workspace = new Workspace();

    void forget() {
        readers.clear();
    }

    Result receive(String node, byte[] body) {
        Envelope envelope = Envelope.of(body);
        if (envelope == null) return new Wrong("no batch of format 2");
        ReportReader reader = readers.computeIfAbsent(envelope.lane(), lane -> new ReportReader(lane, Limits.DEFAULT));
        return switch (reader.read(body, workspace)) {
            case Received.Accepted(Report report) -> accepted(node, envelope, report);
            case Received.Repeated(long sequence) -> new Repeated(name(envelope.lane(), sequence));
            case Received.StateMissing _ -> new StateMissing();
            case Received.Refused refused -> new Wrong(refused.toString());
        };
    }

    private String name(Lane lane, long sequence) {
        return ReplyRules.name(boots.getOrDefault(lane, 0L), sequence);
    }

    private Result accepted(String node, Envelope envelope, Report report) {
        if (!report.nodeId().equals(node)) return new Wrong("another node's");
        boots.put(envelope.lane(), report.bootId());
        String name = ReplyRules.name(report.bootId(), report.sequence());
        if (!seen.add(name)) return new Repeated(name);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < report.lines().count(); i++)
            lines.add(report.lines().text(i));
        List<Note> notes = report.notices().stream()
                .map(notice -> new Note(notice.atMs(), notice.lastedMs(), notice.kind(), notice.text()))
                .toList();
        return new Fresh(new ReceivedBatch(
                node,
                name,
                report.bootId(),
                report.sequence(),
                envelope.lane() == Lane.BACKLOG,
                !envelope.chained(),
                copy(report.metrics()),
                lines,
                notes,
                report.usage(),
                report.links().size()));
    }

    /** The reader uses its table again. */
    private static MetricTable copy(MetricTable table) {
        MetricTable copy = new MetricTable();
        for (int row = 0; row < table.rows(); row++) copy.addRow(table.timeMs(row));
        for (int column = 0; column < table.columns(); column++) {
            int there = copy.column(table.id(column), table.kind(column));
            for (int row = 0; row < table.rows(); row++) {
                if (table.has(column, row)) copy.setBits(there, row, table.bits(column, row));
            }
        }
        return copy;
    }
}
