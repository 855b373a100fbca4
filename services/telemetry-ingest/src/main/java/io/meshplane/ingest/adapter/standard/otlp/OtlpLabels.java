package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.adapter.standard.LabelList;
import io.meshplane.ingest.adapter.standard.TextBuffer;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.ingest.wire.ProtoReader;
import io.meshplane.ingest.wire.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes of a point as labels: done once for each different set of attributes of a request. */
final class OtlpLabels {
    private static final int KEY = 0x0a;
    private static final int VALUE = 0x12;
    private static final int NO_NAME = -2;
    private static final List<byte[]> OF_SERVICE =
            List.of(ascii("service.namespace"), ascii("service.name"), ascii("service.instance.id"));
    private static final byte[] METRIC_NAME = ascii("__name__");

    private final ProtoReader reader;
    private final SampleLimits limits;
    private final LabelList labels = new LabelList();
    private final TextBuffer text;
    private final AnyValueText anyValue;
    private int[] keyFroms = new int[32];
    private int[] keyTos = new int[32];
    private boolean ofResource;
    private @Nullable String fault;

    OtlpLabels(ProtoReader reader, SampleLimits limits) {
        this.reader = reader;
        this.limits = limits;
        this.text = new TextBuffer(4 * limits.maxValueBytes());
        this.anyValue = new AnyValueText(reader, text);
    }

    /** What is wrong with the attributes read last; null = nothing, or the columns have no room. */
    @Nullable String fault() {
        return fault;
    }

    LabelList labels() {
        return labels;
    }

    /**
     * Reads the attributes among the fields of a message into labels, by name ascending.
     *
     * @param tag of the attributes in that message
     * @return false if they cannot be taken: see {@link #fault}, else the columns' shortage
     */
    boolean read(int from, int to, int tag, OtlpResource resource, SampleColumns columns) {
        ofResource = false;
        return readAll(from, to, tag, resource, columns);
    }

    /** The same for a resource's own attributes: those that name the service are left to {@link OtlpResource#identify}. */
    boolean readResource(int from, int to, int tag, OtlpResource resource, SampleColumns columns) {
        ofResource = true;
        return readAll(from, to, tag, resource, columns);
    }

    private boolean readAll(int from, int to, int tag, OtlpResource resource, SampleColumns columns) {
        labels.clear();
        fault = null;
        text.clear();
        long mark = reader.enter(from, to);
        boolean good = true;
        while (good && reader.next()) {
            if (reader.tag() == tag) {
                reader.region();
                good = attribute(reader.from(), reader.to(), columns);
            } else {
                reader.skip();
            }
        }
        reader.leave(mark);
        if (!good) return false;
        labels.sort(columns.texts());
        if (labels.hasTwins() && !join(columns)) return false;
        resource.identify(labels);
        labels.sort(columns.texts());
        return true;
    }

    private boolean attribute(int from, int to, SampleColumns columns) {
        int keyFrom = 0;
        int keyTo = 0;
        int valueFrom = 0;
        int valueTo = 0;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            if (reader.tag() == KEY) {
                reader.region();
                keyFrom = reader.from();
                keyTo = reader.to();
            } else if (reader.tag() == VALUE) {
                reader.region();
                valueFrom = reader.from();
                valueTo = reader.to();
            } else {
                reader.skip();
            }
        }
        reader.leave(mark);
        return label(keyFrom, keyTo, valueFrom, valueTo, columns);
    }

    private boolean label(int keyFrom, int keyTo, int valueFrom, int valueTo, SampleColumns columns) {
        byte[] bytes = reader.bytes();
        if (keyTo - keyFrom > limits.maxNameBytes()) return faulty("an attribute's key is too long");
        if (!Utf8.isValid(bytes, keyFrom, keyTo)) return faulty("an attribute's key is not UTF-8");
        if (ofResource && isOfService(keyFrom, keyTo)) return true;
        int name = name(keyFrom, keyTo, columns);
        if (name == NO_NAME) return true; // nothing of it can be told in a label
        if (name < 0) return false;
        text.clear();
        anyValue.bare(valueFrom, valueTo);
        if (text.isOver() || text.size() > limits.maxValueBytes()) return faulty("an attribute's value is too long");
        if (text.size() == 0) return true; // an empty label is none
        if (!Utf8.isValid(text.bytes(), 0, text.size())) return faulty("an attribute's value is not UTF-8");
        int value = columns.text(text.bytes(), 0, text.size());
        if (value < 0) return false;
        if (labels.length() >= 2 * limits.maxLabels()) return faulty("more than " + limits.maxLabels() + " attributes");
        labels.insert(place(keyFrom, keyTo), name, value);
        return true;
    }

    private boolean isOfService(int from, int to) {
        for (byte[] key : OF_SERVICE) if (Arrays.equals(key, 0, key.length, reader.bytes(), from, to)) return true;
        return false;
    }

    private int name(int from, int to, SampleColumns columns) {
        byte[] bytes = reader.bytes();
        if (PrometheusNames.isLabel(bytes, from, to)) {
            boolean metricName = Arrays.equals(METRIC_NAME, 0, METRIC_NAME.length, bytes, from, to);
            return metricName ? NO_NAME : columns.text(bytes, from, to);
        }
        String label = PrometheusNames.label(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (label.isEmpty() || label.equals("__name__")) return NO_NAME;
        byte[] utf8 = label.getBytes(StandardCharsets.UTF_8);
        return columns.text(utf8, 0, utf8.length);
    }

    private boolean faulty(String what) {
        fault = what;
        return false;
    }

    /** Where an attribute belongs by the order of the keys, so that joined values have an order, too. */
    private int place(int from, int to) {
        int count = labels.length() / 2;
        if (count == keyFroms.length) {
            keyFroms = Arrays.copyOf(keyFroms, 2 * count);
            keyTos = Arrays.copyOf(keyTos, 2 * count);
        }
        byte[] bytes = reader.bytes();
        int at = count;
        while (at > 0 && Arrays.compareUnsigned(bytes, keyFroms[at - 1], keyTos[at - 1], bytes, from, to) > 0) {
            keyFroms[at] = keyFroms[at - 1];
            keyTos[at] = keyTos[at - 1];
            at--;
        }
        keyFroms[at] = from;
        keyTos[at] = to;
        return at;
    }

    /** Different keys became one name: their values are joined, in the order of the keys. */
    private boolean join(SampleColumns columns) {
        int[] pairs = labels.pairs();
        int kept = 0;
        for (int i = 2; i < labels.length(); i += 2) {
            if (pairs[i] != pairs[kept]) {
                kept += 2;
                pairs[kept] = pairs[i];
                pairs[kept + 1] = pairs[i + 1];
                continue;
            }
            text.clear();
            byte[] table = columns.texts().bytes();
            text.raw(
                    table,
                    columns.texts().start(pairs[kept + 1]),
                    columns.texts().end(pairs[kept + 1]));
            text.octet(';');
            text.raw(table, columns.texts().start(pairs[i + 1]), columns.texts().end(pairs[i + 1]));
            if (text.isOver() || text.size() > limits.maxValueBytes())
                return faulty("an attribute's value is too long");
            int joined = columns.text(text.bytes(), 0, text.size());
            if (joined < 0) return false;
            pairs[kept + 1] = joined;
        }
        labels.cut(kept + 2);
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
