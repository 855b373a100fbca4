package io.meshplane.bench.sentinel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplane.bench.report.JsonReport;
import io.meshplane.bench.report.MachineFacts;
import io.meshplane.bench.report.TextTable;
import io.meshplane.bench.sentinel.Comparison.Beside;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run has found.
 *
 * @param notes what is missing and how to get it, a sentence each
 */
record SentinelReport(
        MachineFacts machine, SentinelOptions options, List<Comparison> figures, List<String> notes, double loadAfter) {
    static final int VERSION = 1;

    SentinelReport {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }

    /** For people. */
    String inWords() {
        TextTable table = new TextTable(List.of("figure", "goal", "sentinel", "", "beside", "", "ratio"));
        for (Comparison figure : figures) {
            List<String> ours = List.of(
                    figure.name() + ", " + figure.unit(),
                    figure.wantedInWords(),
                    Comparison.text(figure.measured()),
                    figure.verdict());
            if (figure.beside().isEmpty()) table.row(ours);
            for (int i = 0; i < figure.beside().size(); i++) {
                Beside peer = figure.beside().get(i);
                List<String> row = new ArrayList<>(i == 0 ? ours : List.of("", "", "", ""));
                row.addAll(List.of(peer.who(), Comparison.text(peer.value()), figure.ratio(peer)));
                table.row(row);
            }
        }
        StringBuilder text = new StringBuilder(machine.inWords())
                .append(String.format(Locale.ROOT, ", %.1f after%n%n", loadAfter))
                .append(table.render());
        for (String note : notes) text.append('\n').append(note);
        return text.append('\n').toString();
    }

    /** For programs. The keys are documented in docs/benchmarks.md; none changes its meaning within a version. */
    String json() {
        ObjectNode root = JsonReport.begin("sentinel", VERSION, false, machine, loadAfter);
        root.put("rounds", options.rounds()).put("seeds", options.seeds()).put("days", options.days());
        ArrayNode list = root.putArray("figures");
        for (Comparison figure : figures) {
            ObjectNode node = list.addObject()
                    .put("part", figure.part())
                    .put("name", figure.name())
                    .put("unit", figure.unit())
                    .put("bound", figure.bound().name().toLowerCase(Locale.ROOT));
            if (figure.bound() != Comparison.Bound.NONE) {
                node.put("wanted", figure.wanted()).put("met", figure.isMet());
            }
            put(node, figure.measured());
            ArrayNode beside = node.putArray("beside");
            for (Beside peer : figure.beside()) put(beside.addObject().put("who", peer.who()), peer.value());
        }
        ArrayNode said = root.putArray("notes");
        notes.forEach(said::add);
        return JsonReport.text(root);
    }

    /** JSON has no NaN: null = never. */
    private static void put(ObjectNode node, double value) {
        if (Double.isNaN(value)) node.putNull("value");
        else node.put("value", value);
    }
}
