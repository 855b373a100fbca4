package io.meshplane.ingest.adapter.standard.otlp;

import io.meshplane.ingest.adapter.standard.TextBuffer;
import io.meshplane.ingest.wire.ProtoReader;
import java.util.Arrays;
import java.util.Base64;

/** Writes an AnyValue (opentelemetry.proto.common.v1) as text: bare, as labels want it, or as JSON. */
final class AnyValueText {
    static final int DEPTH_MAX = 16;

    static final int STRING = 0x0a;
    private static final int BOOL = 0x10;
    private static final int INT = 0x18;
    private static final int DOUBLE = 0x21;
    private static final int ARRAY = 0x2a;
    private static final int MAP = 0x32;
    private static final int BINARY = 0x3a;
    private static final int ELEMENT = 0x0a;
    private static final int KEY = 0x0a;
    private static final int VALUE = 0x12;

    private final ProtoReader reader;
    private final TextBuffer out;

    AnyValueText(ProtoReader reader, TextBuffer out) {
        this.reader = reader;
        this.out = out;
    }

    /** Writes the value that lies there: text without quotes, everything else as JSON. */
    void bare(int from, int to) {
        value(from, to, false, 0);
    }

    /** Writes the value that lies there as JSON; no value is null. */
    void json(int from, int to) {
        value(from, to, true, 0);
    }

    private void value(int from, int to, boolean quoted, int depth) {
        if (depth > DEPTH_MAX) {
            reader.stop();
            return;
        }
        int start = out.size();
        long mark = reader.enter(from, to);
        while (reader.next()) {
            out.cut(start); // of several values the last one counts
            scalarOrMore(quoted, depth);
        }
        reader.leave(mark);
        if (quoted && out.size() == start) out.ascii("null");
    }

    private void scalarOrMore(boolean quoted, int depth) {
        switch (reader.tag()) {
            case STRING -> {
                reader.region();
                if (quoted) out.quoted(reader.bytes(), reader.from(), reader.to());
                else out.raw(reader.bytes(), reader.from(), reader.to());
            }
            case BOOL -> out.ascii(reader.varint() == 0 ? "false" : "true");
            case INT -> out.ascii(Long.toString(reader.varint()));
            case DOUBLE -> number(Double.longBitsToDouble(reader.fixed64()), quoted);
            case ARRAY -> {
                reader.region();
                array(reader.from(), reader.to(), depth);
            }
            case MAP -> {
                reader.region();
                map(reader.from(), reader.to(), ELEMENT, depth);
            }
            case BINARY -> {
                reader.region();
                binary(quoted);
            }
            default -> reader.skip();
        }
    }

    private void number(double value, boolean quoted) {
        boolean asText = quoted && !Double.isFinite(value);
        if (asText) out.octet('"');
        out.ascii(PlainNumbers.json(value));
        if (asText) out.octet('"');
    }

    private void binary(boolean quoted) {
        byte[] part = Arrays.copyOfRange(reader.bytes(), reader.from(), reader.to());
        if (quoted) out.octet('"');
        out.ascii(Base64.getEncoder().encodeToString(part));
        if (quoted) out.octet('"');
    }

    private void array(int from, int to, int depth) {
        out.octet('[');
        long mark = reader.enter(from, to);
        boolean first = true;
        while (reader.next()) {
            if (reader.tag() == ELEMENT) {
                reader.region();
                if (!first) out.octet(',');
                first = false;
                value(reader.from(), reader.to(), true, depth + 1);
            } else {
                reader.skip();
            }
        }
        reader.leave(mark);
        out.octet(']');
    }

    /** Writes the KeyValues among the fields there as a JSON object. */
    void attributes(int from, int to, int tag) {
        map(from, to, tag, 0);
    }

    private void map(int from, int to, int tag, int depth) {
        out.octet('{');
        long mark = reader.enter(from, to);
        boolean first = true;
        while (reader.next()) {
            if (reader.tag() == tag) {
                reader.region();
                if (!first) out.octet(',');
                first = false;
                pair(reader.from(), reader.to(), depth);
            } else {
                reader.skip();
            }
        }
        reader.leave(mark);
        out.octet('}');
    }

    private void pair(int from, int to, int depth) {
        int keyFrom = 0;
        int keyTo = 0;
        int valueFrom = 0;
        int valueTo = 0;
        long mark = reader.enter(from, to);
        while (reader.next()) {
            switch (reader.tag()) {
                case KEY -> {
                    reader.region();
                    keyFrom = reader.from();
                    keyTo = reader.to();
                }
                case VALUE -> {
                    reader.region();
                    valueFrom = reader.from();
                    valueTo = reader.to();
                }
                default -> reader.skip();
            }
        }
        reader.leave(mark);
        out.quoted(reader.bytes(), keyFrom, keyTo).octet(':');
        value(valueFrom, valueTo, true, depth + 1);
    }
}
