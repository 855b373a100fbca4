package io.meshplane.bench.telemetry.data;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.SeriesId;
import java.util.ArrayList;
import java.util.List;

/** A series as the head of a file names it: {@code name{label=value;…}}. */
final class SeriesText {
    /** @throws IllegalArgumentException with the reason, if it is not of that form */
    static SeriesId parse(String text) {
        int brace = text.indexOf('{');
        if (brace < 0) return new SeriesId(text, List.of());
        if (!text.endsWith("}")) throw new IllegalArgumentException("no closing brace");
        List<Label> labels = new ArrayList<>();
        String inside = text.substring(brace + 1, text.length() - 1);
        for (String label : inside.isEmpty() ? new String[0] : inside.split(";", -1)) {
            int equals = label.indexOf('=');
            if (equals < 0) throw new IllegalArgumentException("a label without =");
            labels.add(new Label(label.substring(0, equals), label.substring(equals + 1)));
        }
        return new SeriesId(text.substring(0, brace), labels);
    }

    private SeriesText() {}
}
