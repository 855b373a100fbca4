package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.adapter.standard.Refusal;
import io.meshplane.ingest.adapter.standard.TextBuffer;
import io.meshplane.ingest.domain.LogText;
import io.meshplane.ingest.wire.ProtoReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Walks an ExportLogsServiceRequest into lines, one JSON object each, without what is absent:
 * {@code {"ts":…,"level":…,"msg":…,"attributes":{…},"resource":{…},"scope":…,"traceId":…,"spanId":…,"event":…}}. ts is the record's
 * time, else the observed one (RFC 3339, UTC); level the severity's text, else the name of its number; msg the body, text as text and
 * any other value as JSON. Total; reusable, not thread-safe.
 */
public final class OtlpLogs {
    private static final int LINE_BYTES_MAX = 64 << 10;
    private static final int RESOURCE_LOGS = 0x0a;
    private static final int RESOURCE = 0x0a;
    private static final int SCOPE_LOGS = 0x12;
    private static final int SCOPE = 0x0a;
    private static final int LOG_RECORDS = 0x12;
    private static final int TIME = 0x09;
    private static final int OBSERVED_TIME = 0x59;
    private static final int SEVERITY_NUMBER = 0x10;
    private static final int SEVERITY_TEXT = 0x1a;
    private static final int BODY = 0x2a;
    private static final int ATTRIBUTES = 0x32;
    private static final int TRACE_ID = 0x4a;
    private static final int SPAN_ID = 0x52;
    private static final int EVENT_NAME = 0x62;
    private static final String[] LEVELS = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};

    private final ProtoReader reader = new ProtoReader();
    private final TextBuffer origin = new TextBuffer(LINE_BYTES_MAX);
    private final TextBuffer line = new TextBuffer(LINE_BYTES_MAX);
    private final AnyValueText inOrigin = new AnyValueText(reader, origin);
    private final AnyValueText inLine = new AnyValueText(reader, line);
    private int resourceEnd;
    private long rejected;
    private @Nullable Refusal refusal;

    /**
     * Reads a request.
     *
     * @return null if it was taken, but for {@link #rejected} records; else the lines hold a part of it, to be forgotten
     */
    public @Nullable Refusal read(byte[] body, int length, LogText into) {
        rejected = 0;
        refusal = null;
        reader.open(body, 0, length);
        while (reader.next()) {
            if (reader.tag() == RESOURCE_LOGS) {
                reader.region();
                resourceLogs(reader.from(), reader.to(), into);
            } else {
                reader.skip();
            }
        }
        if (refusal == null && reader.isBroken()) refusal = Refusal.malformed("not protobuf");
        return refusal;
    }

    /** Records that were not taken: their lines would be too long. */
    public long rejected() {
        return rejected;
    }

    public String rejectedWhy() {
        return "a log line is longer than " + LINE_BYTES_MAX + " bytes";
    }

    private void resourceLogs(int from, int to, LogText into) {
        origin.clear();
        long mark = reader.enter(from, to);
        while (reader.next()) {
            boolean isResource = reader.tag() == RESOURCE;
            reader.skip();
            if (isResource && reader.to() > reader.from()) {
                origin.clear();
                origin.ascii("\"resource\":");
                inOrigin.attributes(reader.from(), reader.to(), 0x0a);
            }
        }
        reader.leave(mark);
        resourceEnd = origin.size();
        mark = reader.enter(from, to);
        while (reader.next()) {
            boolean isScope = reader.tag() == SCOPE_LOGS;
            reader.skip();
            if (isScope) scopeLogs(reader.from(), reader.to(), into);
        }
        reader.leave(mark);
    }

    private void scopeLogs(int from, int to, LogText into) {
        origin.cut(resourceEnd);
        long mark = reader.enter(from, to);
        while (reader.next()) {
            boolean isScope = reader.tag() == SCOPE;
            reader.skip();
            if (isScope) scopeName(reader.from(), reader.to());
        }
        reader.leave(mark);
        mark = reader.enter(from, to);
        while (reader.next()) {
            boolean isRecord = reader.tag() == LOG_RECORDS;
            reader.skip();
            if (isRecord) record(reader.from(), reader.to(), into);
        }
        reader.leave(mark);
    }

    private void scopeName(int from, int to) {
        long mark = reader.enter(from, to);
        while (reader.next()) {
            boolean isName = reader.tag() == 0x0a;
            reader.skip();
            if (isName && reader.to() > reader.from()) {
                origin.cut(resourceEnd);
                if (resourceEnd > 0) origin.octet(',');
                origin.ascii("\"scope\":").quoted(reader.bytes(), reader.from(), reader.to());
            }
        }
        reader.leave(mark);
    }

    private void record(int from, int to, LogText into) {
        line.clear();
        line.octet('{');
        time(from, to);
        level(from, to);
        text(from, to, BODY, "msg");
        attributes(from, to);
        if (origin.size() > 0 && line.size() > 1) line.octet(',');
        line.raw(origin.bytes(), 0, origin.size());
        text(from, to, TRACE_ID, "traceId");
        text(from, to, SPAN_ID, "spanId");
        text(from, to, EVENT_NAME, "event");
        line.octet('}');
        if (reader.isBroken()) return;
        if (line.isOver() || origin.isOver()) {
            rejected++;
            return;
        }
        if (into.add(line.bytes(), 0, line.size())) return;
        refusal = into.isFull()
                ? Refusal.tooLarge("too many log lines, or too long together")
                : new Refusal(Refusal.Reason.BUSY, "the memory for requests is in use");
        reader.stop();
    }

    private void time(int from, int to) {
        long nanos = 0;
        long observed = 0;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            switch (reader.tag()) {
                case TIME -> nanos = reader.fixed64();
                case OBSERVED_TIME -> observed = reader.fixed64();
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        long known = nanos == 0 ? observed : nanos;
        if (known == 0) return;
        long seconds = Long.divideUnsigned(known, 1_000_000_000);
        long rest = Long.remainderUnsigned(known, 1_000_000_000);
        key("ts")
                .octet('"')
                .ascii(Instant.ofEpochSecond(seconds, rest).toString())
                .octet('"');
    }

    private void level(int from, int to) {
        long number = 0;
        int textFrom = 0;
        int textTo = 0;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            switch (reader.tag()) {
                case SEVERITY_NUMBER -> number = reader.varint();
                case SEVERITY_TEXT -> {
                    reader.region();
                    textFrom = reader.from();
                    textTo = reader.to();
                }
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        if (textTo > textFrom) key("level").quoted(reader.bytes(), textFrom, textTo);
        else if (number >= 1 && number <= 24)
            key("level").octet('"').ascii(LEVELS[(int) (number - 1) / 4]).octet('"');
    }

    /** The last field of that tag, if it is there and not empty. */
    private void text(int from, int to, int tag, String key) {
        int valueFrom = 0;
        int valueTo = 0;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            boolean wanted = reader.tag() == tag;
            reader.skip();
            if (wanted) {
                valueFrom = reader.from();
                valueTo = reader.to();
            }
        }
        reader.leave(mark);
        if (valueTo == valueFrom) return;
        key(key);
        switch (tag) {
            case BODY -> inLine.json(valueFrom, valueTo);
            case EVENT_NAME -> line.quoted(reader.bytes(), valueFrom, valueTo);
            default -> line.octet('"').hex(reader.bytes(), valueFrom, valueTo).octet('"');
        }
    }

    private void attributes(int from, int to) {
        long mark = reader.enter(from, to);
        boolean some = false;
        while (reader.next()) {
            some |= reader.tag() == ATTRIBUTES;
            reader.skip();
        }
        reader.leave(mark);
        if (!some) return;
        key("attributes");
        inLine.attributes(from, to, ATTRIBUTES);
    }

    private TextBuffer key(String name) {
        if (line.size() > 1) line.octet(',');
        return line.octet('"').ascii(name).ascii("\":");
    }
}
