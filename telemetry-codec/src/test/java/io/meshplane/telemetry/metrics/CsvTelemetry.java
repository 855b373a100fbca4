package io.meshplane.telemetry.metrics;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Telemetry in the reference form: first column ts_ms, then a column a series, {@code name{label=value;…}}. */
public final class CsvTelemetry {
    private CsvTelemetry() {}

    /** Splits a file into batches of so many scrapes; integers whose name ends in _total become counts. */
    public static List<MetricTable> batches(Path file, int rowsPerBatch) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<SeriesId> ids = new ArrayList<>();
        String[] head = lines.getFirst().split(",", -1);
        for (int i = 1; i < head.length; i++) ids.add(id(head[i]));
        List<MetricTable> batches = new ArrayList<>();
        for (int from = 1; from < lines.size(); from += rowsPerBatch) {
            MetricTable table = new MetricTable();
            for (int i = from; i < Math.min(lines.size(), from + rowsPerBatch); i++) row(table, ids, lines.get(i));
            batches.add(table);
        }
        return batches;
    }

    private static void row(MetricTable table, List<SeriesId> ids, String line) {
        String[] fields = line.split(",", -1);
        int row = table.addRow(Long.parseLong(fields[0]));
        for (int i = 1; i < fields.length; i++) {
            if (fields[i].isEmpty()) continue;
            SeriesId id = ids.get(i - 1);
            boolean count = id.name().endsWith("_total") && fields[i].chars().allMatch(Character::isDigit);
            int known = table.find(id);
            MetricTable.Kind kind =
                    known >= 0 ? table.kind(known) : count ? MetricTable.Kind.COUNT : MetricTable.Kind.NUMBER;
            int column = table.column(id, kind);
            if (kind == MetricTable.Kind.COUNT) table.setBits(column, row, Long.parseUnsignedLong(fields[i]));
            else table.setNumber(column, row, Double.parseDouble(fields[i]));
        }
    }

    private static SeriesId id(String field) {
        int brace = field.indexOf('{');
        if (brace < 0) return new SeriesId(field, List.of());
        List<Label> labels = new ArrayList<>();
        for (String label : field.substring(brace + 1, field.length() - 1).split(";")) {
            int equals = label.indexOf('=');
            labels.add(new Label(label.substring(0, equals), label.substring(equals + 1)));
        }
        return new SeriesId(field.substring(0, brace), labels);
    }
}
