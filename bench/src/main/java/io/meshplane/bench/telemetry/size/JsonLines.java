package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import java.nio.charset.StandardCharsets;

/**
 * A JSON object a line for each scrape and set of labels: {@code {"ts":…,"peer":"…","name":value,…}}. What JSON has no number for
 * (NaN, infinities) is a string.
 */
public final class JsonLines implements BatchEncoding {
    @Override
    public byte[] encode(MetricTable batch) {
        LabelGroups groups = LabelGroups.of(batch);
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < batch.rows(); row++) {
            for (var group : groups.columns().entrySet()) {
                out.append("{\"ts\":").append(batch.timeMs(row));
                for (Label label : group.getKey()) {
                    key(out, label.name());
                    quoted(out, label.value());
                }
                for (int column : group.getValue()) {
                    if (batch.has(column, row)) value(out, batch, column, row);
                }
                out.append("}\n");
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void value(StringBuilder out, MetricTable batch, int column, int row) {
        key(out, batch.id(column).name());
        String text = DecimalText.of(batch, column, row);
        if (DecimalText.isFinite(batch, column, row)) out.append(text);
        else quoted(out, text);
    }

    private static void key(StringBuilder out, String name) {
        out.append(',');
        quoted(out, name);
        out.append(':');
    }

    private static void quoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20) {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                if (c == '"' || c == '\\') out.append('\\');
                out.append(c);
            }
        }
        out.append('"');
    }
}
