package io.meshplane.ingest.adapter.standard.remotewrite;

import io.meshplane.ingest.adapter.standard.LabelList;
import io.meshplane.ingest.adapter.standard.Refusal;
import io.meshplane.ingest.domain.SampleColumns;
import io.meshplane.ingest.domain.SampleLimits;
import io.meshplane.ingest.domain.Shortage;
import io.meshplane.ingest.wire.ProtoReader;
import io.meshplane.ingest.wire.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One series of a remote-write request while its labels are read and its samples taken. Both versions share it. */
final class RemoteSeries {
    private static final byte[] NAME = "__name__".getBytes(StandardCharsets.US_ASCII);
    private static final int VALUE = 0x09;
    private static final int TIME = 0x10;

    private final ProtoReader reader;
    private final SampleLimits limits;
    private final LabelList labels = new LabelList();
    private int name;
    private @Nullable String fault;

    RemoteSeries(ProtoReader reader, SampleLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    void begin() {
        labels.clear();
        name = -1;
        fault = null;
    }

    boolean isNameOfMetric(byte[] bytes, int from, int to) {
        return Arrays.equals(NAME, 0, NAME.length, bytes, from, to);
    }

    /** Number of the text of a label's name or value, or -1: see {@link #refusal}. */
    int text(byte[] bytes, int from, int to, boolean isName, SampleColumns columns) {
        if (isName && from == to) return faulty("an empty label name");
        if (to - from > (isName ? limits.maxNameBytes() : limits.maxValueBytes())) {
            return faulty(isName ? "a label's name is too long" : "a label's value is too long");
        }
        if (!Utf8.isValid(bytes, from, to)) return faulty("a label is not UTF-8");
        return columns.text(bytes, from, to);
    }

    /** Whether a text is of a name's length. */
    boolean mayName(int from, int to) {
        return to > from && to - from <= limits.maxNameBytes();
    }

    private int faulty(String what) {
        fault = what;
        return -1;
    }

    /** Adds the metric's name, which is a label called __name__ here. */
    boolean named(int text, int sizeBytes) {
        if (name >= 0) fault = "__name__ comes twice";
        if (sizeBytes == 0) fault = "an empty metric name";
        name = text;
        return fault == null;
    }

    /** Adds a label. An empty value means that there is no such label. */
    boolean label(int labelName, int labelValue, int valueBytes) {
        if (valueBytes == 0) return true;
        if (labels.length() >= 2 * limits.maxLabels()) fault = "more than " + limits.maxLabels() + " labels";
        labels.add(labelName, labelValue);
        return fault == null;
    }

    /** Number of the series with these labels, or -1: see {@link #refusal}. */
    int find(SampleColumns columns) {
        if (name < 0) return faulty("no __name__");
        labels.sort(columns.texts());
        if (labels.hasTwins()) return faulty("a label comes twice");
        return columns.series(name, labels.pairs(), labels.length(), false);
    }

    /** Takes the samples among the fields there; false if there is no room. */
    boolean samples(int from, int to, int tag, int series, SampleColumns columns) {
        boolean room = true;
        long mark = reader.enter(from, to);
        while (room && reader.next()) {
            if (reader.tag() == tag) {
                reader.region();
                room = sample(reader.from(), reader.to(), series, columns);
            } else {
                reader.skip();
            }
        }
        reader.leave(mark);
        return room;
    }

    private boolean sample(int from, int to, int series, SampleColumns columns) {
        long bits = 0;
        long timeMs = 0;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            switch (reader.tag()) {
                case VALUE -> bits = reader.fixed64();
                case TIME -> timeMs = reader.varint();
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        return columns.add(series, timeMs, bits);
    }

    /** Why the series cannot be taken. */
    Refusal refusal(int index, SampleColumns columns) {
        Shortage shortage = columns.shortage();
        if (fault == null && shortage != null) return Refusal.of(shortage);
        return Refusal.malformed("timeseries[" + index + "]: " + (fault == null ? "not protobuf" : fault));
    }
}
