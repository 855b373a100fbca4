package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Influx line protocol, a line for each scrape and set of labels: {@code node,peer=… name=1i,other=0.5 time}, times in milliseconds.
 * The protocol has no NaN and no infinities: those are left out.
 */
public final class InfluxLines implements BatchEncoding {
    @Override
    public byte[] encode(MetricTable batch) {
        LabelGroups groups = LabelGroups.of(batch);
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            for (var group : groups.columns().entrySet()) {
                int start = out.length();
                out.append("node");
                for (Label label : group.getKey()) {
                    if (label.value().isEmpty()) continue; // the protocol has no empty tags
                    out.append(',').append(label.name()).append('=');
                    escaped(out, label.value());
                }
                if (fields(out, batch, group.getValue(), row)) {
                    out.append(' ').append(batch.timeMs(row)).append('\n');
                } else {
                    out.setLength(start);
                }
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean fields(StringBuilder out, MetricTable batch, List<Integer> columns, int row) {
        char separator = ' ';
        for (int column : columns) {
            if (!batch.has(column, row) || !DecimalText.isFinite(batch, column, row)) continue;
            out.append(separator).append(batch.id(column).name()).append('=');
            out.append(DecimalText.of(batch, column, row));
            if (batch.kind(column) == MetricTable.Kind.COUNT) out.append(batch.bits(column, row) < 0 ? 'u' : 'i');
            separator = ',';
        }
        return separator == ',';
    }

    private static void escaped(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == ',' || c == '=') out.append('\\');
            out.append(c);
        }
    }
}
